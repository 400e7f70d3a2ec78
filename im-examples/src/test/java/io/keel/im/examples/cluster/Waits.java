package io.keel.im.examples.cluster;

/** How long one client waited for acknowledgements since a moment. Safe for use by several threads. */
final class Waits {

    /** As many as it takes to write to every place it writes to. */
    private static final int ENOUGH = 3;

    private long since;
    private long first;
    private long last;
    private long longest;
    private int count;

    /** Begins anew, at this moment of the monotonic clock. */
    synchronized void begin(long now) {
        since = now;
        first = 0;
        last = now;
        longest = 0;
        count = 0;
    }

    /** Notes that what was tried at one moment was acknowledged at another. */
    synchronized void answered(long tried, long now) {
        if (tried - since < 0) {
            return;
        }
        first = count++ == 0 ? now - since : first;
        longest = Math.max(longest, now - last);
        last = now;
    }

    /** Whether all is well again. */
    synchronized boolean served() {
        return count >= ENOUGH;
    }

    /** From the beginning to the first acknowledgement of what was tried after it, in nanoseconds. */
    synchronized long first() {
        return first;
    }

    /** The longest time without any, in nanoseconds. */
    synchronized long longest() {
        return longest;
    }
}
