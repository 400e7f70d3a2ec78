package io.keel.im.logic;

import io.keel.im.spi.Bus;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.InboxStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.UserConversationStore;

/**
 * The engines that logic works on.
 *
 * @param conversations the logs
 * @param inboxes the users' inboxes
 * @param memberships the groups
 * @param userConversations read positions and settings
 * @param sessions who is connected where
 * @param bus what carries pushes to gateways
 */
public record LogicPorts(
        ConversationStore conversations,
        InboxStore inboxes,
        MembershipStore memberships,
        UserConversationStore userConversations,
        SessionRegistry sessions,
        Bus bus) {}
