package io.keel.im.gateway;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The unanswered requests of one connection, oldest first. Used on the connection's lane. */
final class InFlight {

    private final Map<Long, Waiting> waiting = new LinkedHashMap<>();
    private long queries;

    /**
     * A request that waits for its answer.
     *
     * @param id the client's own name for it; null when it wants no answer
     * @param since when it came, nanoseconds of the monotonic clock
     */
    record Waiting(@Nullable String id, long since) {}

    int size() {
        return waiting.size();
    }

    /** Notes a command, by its own id. */
    void open(long submission, @Nullable String id, long now) {
        waiting.put(submission, new Waiting(id, now));
    }

    /** Notes anything else; returns the number by which to close it. */
    long open(@Nullable String id, long now) {
        long number = --queries;
        waiting.put(number, new Waiting(id, now));
        return number;
    }

    /** Takes out what is answered; null when it has been given up before. */
    @Nullable
    Waiting close(long number) {
        return waiting.remove(number);
    }

    /** Takes out what has waited since before {@code then}. */
    List<Waiting> expire(long then) {
        List<Waiting> expired = new ArrayList<>();
        Iterator<Waiting> oldest = waiting.values().iterator();
        while (oldest.hasNext()) {
            Waiting next = oldest.next();
            if (next.since() - then > 0) {
                break;
            }
            expired.add(next);
            oldest.remove();
        }
        return expired;
    }
}
