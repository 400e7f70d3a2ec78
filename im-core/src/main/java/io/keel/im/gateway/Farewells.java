package io.keel.im.gateway;

import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells the session registry which sessions have ended, again where it could not be told: one that is never told would stand there for
 * as long as the gateway lives. Safe for use by several threads.
 */
final class Farewells {

    /** How many are remembered; the rest stands until the gateway is gone. */
    private static final int BOUND = 100_000;

    private final SessionRegistry sessions;
    private final Set<Session> failed = ConcurrentHashMap.newKeySet();

    Farewells(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    void say(Session ended) {
        sessions.offline(ended).whenComplete((told, failure) -> {
            if (failure != null && failed.size() < BOUND) {
                failed.add(ended);
            }
        });
    }

    /** Tells what could not be told before. */
    void retry() {
        for (Session ended : List.copyOf(failed)) {
            failed.remove(ended);
            say(ended);
        }
    }
}
