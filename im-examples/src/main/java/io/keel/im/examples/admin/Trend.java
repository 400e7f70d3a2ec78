package io.keel.im.examples.admin;

import java.util.ArrayDeque;

/** How a figure went of late: the last values, the oldest first. Used by one thread. */
final class Trend {

    /** As many as are kept: five minutes of one every two seconds. */
    static final int POINTS = 150;

    private final ArrayDeque<Double> values = new ArrayDeque<>(POINTS);

    void add(double value) {
        if (values.size() == POINTS) {
            values.removeFirst();
        }
        values.addLast(value);
    }

    Iterable<Double> values() {
        return values;
    }
}
