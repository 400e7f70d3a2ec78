package io.keel.im.examples.cluster;

import java.util.NavigableSet;
import java.util.TreeSet;

/** Which of the positions 1, 2, 3 … a client holds. Not safe for use by several threads at once. */
final class Run {

    private final NavigableSet<Long> ahead = new TreeSet<>();
    private long through;

    void add(long position) {
        if (position <= through) {
            return;
        }
        ahead.add(position);
        while (!ahead.isEmpty() && ahead.first() == through + 1) {
            through = ahead.pollFirst();
        }
    }

    /** Up to where nothing is missing. */
    long through() {
        return through;
    }

    /** Whether something later is held than what is missing. */
    boolean hasHole() {
        return !ahead.isEmpty();
    }
}
