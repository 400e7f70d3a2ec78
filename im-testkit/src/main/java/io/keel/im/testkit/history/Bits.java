package io.keel.im.testkit.history;

import java.util.Arrays;

/** A set of positions from 1 on, one bit each. */
final class Bits {
    private long[] words = {};

    /** Adds a position; tells whether it is new. */
    boolean add(long position) {
        int word = (int) (position >>> 6);
        if (word >= words.length) {
            words = Arrays.copyOf(words, Math.max(word + 1, words.length * 3 / 2));
        }
        long bit = 1L << position;
        boolean isNew = (words[word] & bit) == 0;
        words[word] |= bit;
        return isNew;
    }

    boolean has(long position) {
        int word = (int) (position >>> 6);
        return word < words.length && (words[word] & (1L << position)) != 0;
    }

    /** The largest position; 0 when there is none. */
    long max() {
        for (int word = words.length - 1; word >= 0; word--) {
            if (words[word] != 0) {
                return (word * 64L) + 63 - Long.numberOfLeadingZeros(words[word]);
            }
        }
        return 0;
    }
}
