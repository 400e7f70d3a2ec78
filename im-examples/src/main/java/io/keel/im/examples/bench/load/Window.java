package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.TroubleException;

/** Which numbers of a run of numbers are settled: up to 64 beyond the first that is not, in any order, each once. */
final class Window {

    private long first;
    private long settled;

    Window(long first) {
        this.first = first;
    }

    /** The first number that is not settled. */
    long first() {
        return first;
    }

    void settle(long number) {
        long ahead = number - first;
        if (ahead < 0 || (ahead < Long.SIZE && (settled & 1L << ahead) != 0)) {
            throw new TroubleException("message " + number + " is settled a second time");
        }
        if (ahead >= Long.SIZE) {
            throw new TroubleException("message " + number + " is settled while " + first + " is not");
        }
        settled |= 1L << ahead;
        while ((settled & 1) != 0) {
            settled >>>= 1;
            first++;
        }
    }
}
