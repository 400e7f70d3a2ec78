package io.keel.im.store.redis;

import io.keel.im.spi.Locks;
import io.keel.im.testkit.tck.LocksTck;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisLocksIT extends LocksTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected List<Locks> newLocks() {
        return List.of(
                RedisLocks.over(engine.redis().process()),
                RedisLocks.over(engine.redis().process()));
    }

    @Override
    protected void lapse(String name) {
        engine.redis().delete("lock:" + name);
    }
}
