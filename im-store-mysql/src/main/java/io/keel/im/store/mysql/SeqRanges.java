package io.keel.im.store.mysql;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.Append;
import io.keel.im.spi.Sequencer;
import java.io.Serial;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The seqs that a batch takes: those after each head, or those that a sequencer has allotted beforehand. Immutable. */
final class SeqRanges {

    /** The store allots them itself, when it has locked the heads. */
    static final SeqRanges AFTER_HEADS = new SeqRanges(Map.of());

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Map<ConversationId, Long> firsts;

    private SeqRanges(Map<ConversationId, Long> firsts) {
        this.firsts = firsts;
    }

    /** A range does not begin behind its conversation's head: the sequencer has forgotten something. */
    static final class Overtaken extends ImException {

        @Serial
        private static final long serialVersionUID = 1L;

        private final transient Map<ConversationId, Long> heads;

        private Overtaken(Map<ConversationId, Long> heads) {
            super(ErrorCode.UNAVAILABLE, "the sequencer allots seqs that were taken already");
            this.heads = heads;
        }

        /** The heads as they were found. */
        Map<ConversationId, Long> heads() {
            return heads;
        }
    }

    /**
     * Asks for as many seqs as the batch may take; waits for them.
     *
     * @param heads those that are known
     * @throws ImException with {@code UNAVAILABLE} if there are none to be had
     */
    static SeqRanges allotted(Sequencer sequencer, List<Append> batch, Map<ConversationId, Long> heads) {
        Map<ConversationId, Integer> counts = new HashMap<>();
        batch.forEach(append -> counts.merge(append.draft().conversation(), 1, Integer::sum));
        Map<ConversationId, Sequencer.Demand> demands = new HashMap<>();
        counts.forEach((conversation, count) ->
                demands.put(conversation, new Sequencer.Demand(heads.getOrDefault(conversation, 0L), count)));
        try {
            return new SeqRanges(
                    sequencer.allot(demands).toCompletableFuture().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException | TimeoutException failure) {
            throw new ImException(ErrorCode.UNAVAILABLE, "the sequencer does not answer", failure);
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
            throw new ImException(ErrorCode.UNAVAILABLE, "the store is closed", end);
        }
    }

    /**
     * Has locked conversations go on with these seqs.
     *
     * @throws Overtaken if one of them cannot
     */
    void begin(Collection<LockedConversation> conversations) {
        Map<ConversationId, Long> overtaken = new HashMap<>();
        for (LockedConversation conversation : conversations) {
            Long first = firsts.get(conversation.id());
            if (first != null && !conversation.continueAt(first)) {
                overtaken.put(conversation.id(), conversation.headSeq());
            }
        }
        if (!overtaken.isEmpty()) {
            throw new Overtaken(overtaken);
        }
    }
}
