package io.keel.im.spi;

import io.keel.im.conversation.ConversationId;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Allots seqs ahead of a store's transaction, for stores that are told not to allot them within it.
 *
 * <p><b>The truth is the store's.</b> A store that works with a sequencer asks for the seqs of a batch first. Then, with the
 * conversation locked, it takes them only if the first lies behind the conversation's head; otherwise it stores nothing of the
 * batch and asks again, telling that head. So a sequencer may forget everything, be set back to an old state or allot a
 * seq twice: it costs another try, and no seq of a log ever repeats or goes back.
 *
 * <p><b>Gaps.</b> Seqs that were allotted and are not used, by an entry that turns out to be a repeat, by a batch that failed or
 * was overtaken, are used by nobody. A log with a sequencer ascends and has gaps; whoever needs none has the store allot its seqs
 * in the transaction.
 *
 * <p><b>Errors.</b> A failed stage bears {@code UNAVAILABLE}, and seqs may have been allotted nevertheless. <b>Threads.</b> May be
 * called from any thread.
 */
@FunctionalInterface
public interface Sequencer {

    /**
     * Allots to each conversation as many consecutive seqs as it demands. Ranges that one conversation gets do not overlap, and
     * later ones lie behind earlier ones, for as long as nothing is forgotten.
     *
     * @param demands by conversation
     * @return the first seq of each range
     */
    CompletionStage<Map<ConversationId, Long>> allot(Map<ConversationId, Demand> demands);

    /**
     * What one conversation needs.
     *
     * @param after a head of its log as it was read; every seq allotted is larger. 0 where none is known
     * @param count how many seqs, 1 or more
     */
    record Demand(long after, int count) {

        /**
         * Checks the numbers.
         *
         * @throws IllegalArgumentException if {@code after} is negative or {@code count} not positive
         */
        public Demand {
            if (after < 0 || count < 1) {
                throw new IllegalArgumentException(
                        "demand: " + count + " after " + after + " (expected: 1 or more after 0 or more)");
            }
        }
    }
}
