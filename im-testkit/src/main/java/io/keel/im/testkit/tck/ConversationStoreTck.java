package io.keel.im.testkit.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/**
 * What {@link io.keel.im.spi.ConversationStore} promises.
 *
 * <pre>{@code
 * class MemoryConversationStoreTest extends ConversationStoreTck {
 *     @Override
 *     protected StoreFixture newStores() {
 *         MemoryStore store = new MemoryStore();
 *         return StoreFixture.of(
 *                 store.conversations(), store.inboxes(), store.memberships(), store.userConversations());
 *     }
 * }
 * }</pre>
 */
@DisplayName("A conversation store")
public abstract class ConversationStoreTck extends StoreTck {
    @Nested
    @DisplayName("allots seqs and inbox positions")
    class Order extends AppendOrderRules {
        Order() {
            super(ConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("stores a clientMsgId once")
    class Repeats extends RepeatRules {
        Repeats() {
            super(ConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("stores a command once, and tells all of it when it comes again")
    class Redelivery extends RedeliveryRules {
        Redelivery() {
            super(ConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("fences commands that were judged by a membership that has passed")
    class Staleness extends StalenessRules {
        Staleness() {
            super(ConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("blanks what is recalled")
    class Recalls extends RecallRules {
        Recalls() {
            super(ConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("reads its logs")
    class Reading extends LogReadingRules {
        Reading() {
            super(ConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("keeps what it was given")
    class Content extends ContentRules {
        Content() {
            super(ConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("serves many threads at once")
    class Concurrency extends ConcurrentAppendRules {
        Concurrency() {
            super(ConversationStoreTck.this);
        }
    }
}
