package io.keel.im.testkit.tck;

import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.InboxStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.UserConversationStore;

/**
 * The four ports of one store over fresh, empty state: what is appended through the first is read through all. An adapter that
 * has something to free after each test, such as a schema, implements this; others take {@link #of}.
 */
public interface StoreFixture extends AutoCloseable {
    /** The log, and the one way to change groups. */
    ConversationStore conversations();

    /** The inboxes that the log writes to. */
    InboxStore inboxes();

    /** The groups that the log changes. */
    MembershipStore memberships();

    /** What each user has of its own in the conversations of the log. */
    UserConversationStore userConversations();

    /** Frees what the state holds; called after each test. Does nothing by default. */
    @Override
    default void close() throws Exception {}

    /** Makes a fixture that has nothing to free. */
    static StoreFixture of(
            ConversationStore conversations,
            InboxStore inboxes,
            MembershipStore memberships,
            UserConversationStore userConversations) {
        return new StoreFixture() {
            @Override
            public ConversationStore conversations() {
                return conversations;
            }

            @Override
            public InboxStore inboxes() {
                return inboxes;
            }

            @Override
            public MembershipStore memberships() {
                return memberships;
            }

            @Override
            public UserConversationStore userConversations() {
                return userConversations;
            }
        };
    }
}
