package io.keel.im.testkit.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** What {@link io.keel.im.spi.UserConversationStore} promises. */
@DisplayName("A store of users' conversations")
public abstract class UserConversationStoreTck extends StoreTck {
    @Nested
    @DisplayName("moves read positions forward")
    class Positions extends ReadPositionRules {
        Positions() {
            super(UserConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("lists conversations, newest first")
    class Lists extends ConversationListRules {
        Lists() {
            super(UserConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("counts unread by positions")
    class Unread extends UnreadRules {
        Unread() {
            super(UserConversationStoreTck.this);
        }
    }

    @Nested
    @DisplayName("tells who has read")
    class Readers extends ReaderRules {
        Readers() {
            super(UserConversationStoreTck.this);
        }
    }
}
