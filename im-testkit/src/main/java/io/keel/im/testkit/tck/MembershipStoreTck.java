package io.keel.im.testkit.tck;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;

/** What {@link io.keel.im.spi.MembershipStore} promises. */
@DisplayName("A membership store")
public abstract class MembershipStoreTck extends StoreTck {
    @Nested
    @DisplayName("reads groups with the members asked for")
    class Rosters extends RosterRules {
        Rosters() {
            super(MembershipStoreTck.this);
        }
    }

    @Nested
    @DisplayName("lists members, and the groups of a user")
    class Lists extends MemberListRules {
        Lists() {
            super(MembershipStoreTck.this);
        }
    }
}
