package io.keel.im.memory;

import io.keel.im.spi.AccountStore;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.EpochStore;
import io.keel.im.spi.InboxStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.MessageArchive;
import io.keel.im.spi.Stores;
import io.keel.im.spi.UserConversationStore;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

/**
 * Everything that lasts, in the memory of this process: the store ports over one shared state.
 *
 * <p>Every stage is complete when it is returned; nothing waits. Each conversation has a lock of its own, and so has each
 * user, so that conversations do not hinder each other. Nothing is ever given up: memory grows with what is stored.
 */
public final class MemoryStore {

    private final ConversationStore conversations;
    private final InboxStore inboxes;
    private final MembershipStore memberships;
    private final UserConversationStore userConversations;
    private final AccountStore accounts = new MemoryAccounts();
    private final EpochStore epochs;

    /** Makes an empty store with an epoch that no other store has. */
    public MemoryStore() {
        this(UUID.randomUUID().toString());
    }

    /** Makes an empty store that tells {@code epoch} as the name of its life. */
    public MemoryStore(String epoch) {
        MemoryTables tables = new MemoryTables();
        this.conversations = new MemoryConversationStore(tables);
        this.inboxes = new MemoryInboxStore(tables);
        this.memberships = new MemoryMembershipStore(tables);
        this.userConversations = new MemoryUserConversationStore(tables);
        this.epochs = () -> CompletableFuture.completedFuture(epoch);
    }

    /** The logs of all conversations. */
    public ConversationStore conversations() {
        return conversations;
    }

    /** The inboxes of all users. */
    public InboxStore inboxes() {
        return inboxes;
    }

    /** The groups and their members. */
    public MembershipStore memberships() {
        return memberships;
    }

    /** What users have of their own in conversations. */
    public UserConversationStore userConversations() {
        return userConversations;
    }

    /** The accounts of hosts without users of their own. */
    public AccountStore accounts() {
        return accounts;
    }

    /** The name of this store's life. */
    public EpochStore epochs() {
        return epochs;
    }

    /** Moves nothing: what is in memory stays there. */
    public MessageArchive archive() {
        return MessageArchive.NONE;
    }

    /** All ports of this store. */
    public Stores stores() {
        return new Stores(conversations, inboxes, memberships, userConversations, accounts, epochs);
    }
}
