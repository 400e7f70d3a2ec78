package io.keel.im.testkit.memory;

import io.keel.im.conversation.ConversationId;
import io.keel.im.memory.MemorySequencer;
import io.keel.im.spi.Sequencer;
import io.keel.im.testkit.tck.SequencerTck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

class MemorySequencerTest extends SequencerTck {
    private final MemorySequencer sequencer = new MemorySequencer();

    @Override
    protected List<Sequencer> newSequencers() {
        return List.of(sequencer, sequencer);
    }

    @Override
    protected void forget() {
        sequencer.restore(Map.of());
    }

    @Override
    protected Callable<?> dump() {
        Map<ConversationId, Long> dump = sequencer.dump();
        return () -> {
            sequencer.restore(dump);
            return dump;
        };
    }
}
