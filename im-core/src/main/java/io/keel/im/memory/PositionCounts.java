package io.keel.im.memory;

import java.util.Arrays;

/**
 * Counts positions, and how many of them lie at or below a seq, in logarithmic time and without allocation: a Fenwick tree
 * over the seqs, which grows by doubling. Guarded by its conversation.
 */
final class PositionCounts {

    /** Its length is a power of two; slot 0 is not used. */
    private int[] tree = new int[16];

    private int total;

    /** Counts one more position at {@code seq}, from 1. */
    void add(int seq) {
        while (seq >= tree.length) {
            int length = tree.length;
            tree = Arrays.copyOf(tree, length * 2);
            // The slot of a power of two bears the sum of all below it.
            tree[length] = total;
        }
        change(seq, 1);
    }

    /** Counts one position less at {@code seq}, where there is one. */
    void remove(int seq) {
        change(seq, -1);
    }

    /** Returns how many positions lie at or below {@code seq}. */
    int upTo(long seq) {
        if (seq >= tree.length) {
            return total;
        }
        int sum = 0;
        for (int slot = (int) Math.max(seq, 0); slot > 0; slot &= slot - 1) {
            sum += tree[slot];
        }
        return sum;
    }

    private void change(int seq, int by) {
        total += by;
        for (int slot = seq; slot < tree.length; slot += slot & -slot) {
            tree[slot] += by;
        }
    }
}
