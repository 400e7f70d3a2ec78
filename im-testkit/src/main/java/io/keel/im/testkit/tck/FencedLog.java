package io.keel.im.testkit.tck;

import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.Sequencer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * One conversation's log as a store keeps it that works with a sequencer: it has the last word on every seq. Safe for use by
 * several threads.
 */
final class FencedLog {
    private static final int ATTEMPTS = 100;

    private final ConversationId conversation;
    private final List<Long> seqs = new ArrayList<>();

    FencedLog(ConversationId conversation) {
        this.conversation = conversation;
    }

    /** Appends as many entries; returns the first one's seq. */
    CompletionStage<Long> append(Sequencer sequencer, int count) {
        return append(sequencer, new Sequencer.Demand(0, count), 0);
    }

    private CompletionStage<Long> append(Sequencer sequencer, Sequencer.Demand demand, int attempt) {
        if (attempt == ATTEMPTS) {
            return CompletableFuture.failedFuture(
                    new AssertionError("no seq behind the head in " + attempt + " tries"));
        }
        return sequencer.allot(Map.of(conversation, demand)).thenCompose(firsts -> {
            long first = firsts.getOrDefault(conversation, 0L);
            long head = store(first, demand.count());
            return head < 0
                    ? CompletableFuture.completedFuture(first)
                    : append(sequencer, new Sequencer.Demand(head, demand.count()), attempt + 1);
        });
    }

    /** Stores entries if their seqs lie behind the head; else returns the head. */
    private synchronized long store(long first, int count) {
        long head = head();
        if (first <= head) {
            return head;
        }
        for (int i = 0; i < count; i++) {
            seqs.add(first + i);
        }
        return -1;
    }

    synchronized long head() {
        return seqs.isEmpty() ? 0 : seqs.get(seqs.size() - 1);
    }

    synchronized List<Long> seqs() {
        return List.copyOf(seqs);
    }
}
