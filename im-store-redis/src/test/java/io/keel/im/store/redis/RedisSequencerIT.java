package io.keel.im.store.redis;

import io.keel.im.spi.Sequencer;
import io.keel.im.testkit.tck.SequencerTck;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisSequencerIT extends SequencerTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected List<Sequencer> newSequencers() {
        return List.of(
                RedisSequencer.over(engine.redis().process()),
                RedisSequencer.over(engine.redis().process()));
    }

    @Override
    protected void forget() {
        engine.redis().forget();
    }

    @Override
    protected Callable<?> dump() {
        Map<String, String> dump = engine.redis().dump();
        return () -> {
            engine.redis().restore(dump);
            return dump;
        };
    }
}
