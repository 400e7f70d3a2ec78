package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.TroubleException;
import java.util.TreeSet;

/** Which of the positions 1, 2, 3 … have come: all up to one, and what is early. */
final class Positions {

    /** More than a connection has on its way at any time. */
    private static final int MOST_EARLY = 100_000;

    private final TreeSet<Long> early = new TreeSet<>();
    private long last;
    private long missingSince;

    /** Up to here nothing is missing; 0 before the first. */
    long last() {
        return last;
    }

    void add(long position, long nowMillis) {
        if (position > last + 1) {
            if (early.isEmpty()) {
                missingSince = nowMillis;
            }
            early.add(position);
            if (early.size() > MOST_EARLY) {
                throw new TroubleException("position " + (last + 1) + " never comes");
            }
            return;
        }
        last = Math.max(last, position);
        while (!early.isEmpty() && early.first() <= last + 1) {
            last = Math.max(last, early.pollFirst());
            missingSince = nowMillis;
        }
    }

    /** Whether something has been missing for so long that it has to be asked for; the patience begins anew then. */
    boolean isToBeAskedFor(long nowMillis, long patienceMillis) {
        if (early.isEmpty() || nowMillis - missingSince < patienceMillis) {
            return false;
        }
        missingSince = nowMillis;
        return true;
    }

    boolean isWhole() {
        return early.isEmpty();
    }
}
