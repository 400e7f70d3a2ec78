package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.TroubleException;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Takes what comes under the positions 1, 2, 3 … and passes it on in that order, each once: what is early waits, what is
 * known is dropped.
 *
 * @param <T> what stands at a position
 */
final class InOrder<T> {

    /** More than a connection has on its way at any time. */
    private static final int MOST_WAITING = 100_000;

    private final Consumer<T> next;
    private final TreeMap<Long, T> waiting = new TreeMap<>();
    private long last;
    private long waitingSince;

    InOrder(Consumer<T> next) {
        this.next = next;
    }

    /** The last position that was passed on; 0 before the first. */
    long last() {
        return last;
    }

    void offer(long position, T value, long nowMillis) {
        if (position <= last) {
            return;
        }
        if (position > last + 1) {
            if (waiting.isEmpty()) {
                waitingSince = nowMillis;
            }
            waiting.put(position, value);
            if (waiting.size() > MOST_WAITING) {
                throw new TroubleException("position " + (last + 1) + " never comes");
            }
            return;
        }
        last = position;
        next.accept(value);
        Map.Entry<Long, T> first = waiting.firstEntry();
        while (first != null && first.getKey() <= last + 1) {
            waiting.pollFirstEntry();
            if (first.getKey() == last + 1) {
                last++;
                next.accept(first.getValue());
            }
            waitingSince = nowMillis;
            first = waiting.firstEntry();
        }
    }

    /** Whether something has been missing for so long that it has to be asked for. */
    boolean misses(long nowMillis, long patienceMillis) {
        return !waiting.isEmpty() && nowMillis - waitingSince >= patienceMillis;
    }

    /** It was asked for; the patience begins anew. */
    void askedFor(long nowMillis) {
        waitingSince = nowMillis;
    }
}
