package io.keel.im.spi;

/**
 * The ports of one store, which change together: what is appended through one of them shows in the others.
 *
 * @param conversations the logs, and the one writer
 * @param inboxes the users' inboxes
 * @param memberships the groups
 * @param userConversations read positions and settings
 * @param accounts the accounts of hosts that have no users of their own
 * @param epochs the life of the store
 */
public record Stores(
        ConversationStore conversations,
        InboxStore inboxes,
        MembershipStore memberships,
        UserConversationStore userConversations,
        AccountStore accounts,
        EpochStore epochs) {}
