package io.keel.im.testkit.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** What {@link io.keel.im.spi.InboxStore} promises. */
@DisplayName("An inbox store")
public abstract class InboxStoreTck extends StoreTck {
    @Nested
    @DisplayName("reads inboxes")
    class Reading extends InboxReadingRules {
        Reading() {
            super(InboxStoreTck.this);
        }
    }

    @Nested
    @DisplayName("removes messages for one user")
    class Removing extends InboxRemovalRules {
        Removing() {
            super(InboxStoreTck.this);
        }
    }
}
