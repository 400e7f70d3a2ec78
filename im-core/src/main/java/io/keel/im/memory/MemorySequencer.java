package io.keel.im.memory;

import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.Sequencer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Seqs counted in the memory of this process, which starts at 0 each time. Safe for use by several threads. */
public final class MemorySequencer implements Sequencer {

    private final Map<ConversationId, Long> last = new HashMap<>();

    @Override
    public synchronized CompletionStage<Map<ConversationId, Long>> allot(Map<ConversationId, Demand> demands) {
        Map<ConversationId, Long> firsts = new HashMap<>(demands.size() * 2);
        demands.forEach((conversation, demand) -> {
            long before = Math.max(last.getOrDefault(conversation, 0L), demand.after());
            last.put(conversation, before + demand.count());
            firsts.put(conversation, before + 1);
        });
        return CompletableFuture.completedFuture(firsts);
    }

    /** Returns all that is known, as a dump of an engine holds it. For tests. */
    public synchronized Map<ConversationId, Long> dump() {
        return Map.copyOf(last);
    }

    /** Goes back to what was known once. For tests. */
    public synchronized void restore(Map<ConversationId, Long> dump) {
        last.clear();
        last.putAll(dump);
    }
}
