package io.keel.im.seq;

/**
 * Which part of a log to read, ascending: what comes after a seq, what comes before one, or the newest. Both bounds
 * are exclusive.
 *
 * @param direction from which side the window is filled
 * @param bound the exclusive bound; without meaning for {@code NEWEST}
 */
public record SeqWindow(Direction direction, long bound) {

    /** From which side a window is filled. */
    public enum Direction {
        /** The first entries after the bound. */
        AFTER,
        /** The last entries before the bound. */
        BEFORE,
        /** The last entries of all. */
        NEWEST
    }

    /** The first entries after {@code seq}. */
    public static SeqWindow after(long seq) {
        return new SeqWindow(Direction.AFTER, seq);
    }

    /** The last entries before {@code seq}. */
    public static SeqWindow before(long seq) {
        return new SeqWindow(Direction.BEFORE, seq);
    }

    /** The last entries of all. */
    public static SeqWindow newest() {
        return new SeqWindow(Direction.NEWEST, Long.MAX_VALUE);
    }
}
