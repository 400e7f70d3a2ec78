package io.keel.im.store.redis;

import io.keel.im.spi.SessionRegistry;
import java.time.Duration;

/** How long keys of sessions last by themselves: whatever a process that died has left goes with time. */
final class SessionTimes {

    /** A gateway that has registered something and never renewed. */
    static final Duration GRACE = Duration.ofSeconds(10);

    /** A user's sessions, and with them when it was last seen. */
    static final Duration USER = Duration.ofDays(30);

    /** Who holds a member of a group. */
    static final Duration ROOM = SessionRegistry.KEPT.multipliedBy(2);

    private SessionTimes() {}
}
