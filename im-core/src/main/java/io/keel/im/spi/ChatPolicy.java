package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.group.Group;
import java.time.Duration;

/**
 * The host's rules. Every method has a default; all are called by the logic's thread and must answer at once. What they
 * return may change while the system runs.
 */
public interface ChatPolicy {

    /** The rules of a host that has none of its own. */
    ChatPolicy DEFAULT = new ChatPolicy() {};

    /** Tells whether {@code from} may send {@code to} direct messages. Default: everybody may. */
    default boolean mayMessage(UserId from, UserId to) {
        return true;
    }

    /** For how long a sender may recall a message. Default: 2 minutes. */
    default Duration recallWindow() {
        return Duration.ofMinutes(2);
    }

    /** How many devices of a user may be connected at once; past it the oldest is kicked. Default: 10. */
    default int devicesPerUser(UserId user) {
        return 10;
    }

    /** Tells whether new members see what was said before they joined. Default: they do not. */
    default boolean sharesHistory(Group group) {
        return false;
    }

    /** Up to how many members a group's senders are told of each receipt; larger ones ask. Default: 500. */
    default int receiptLimit() {
        return 500;
    }
}
