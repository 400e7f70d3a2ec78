package io.keel.im.registry.etcd;

import io.keel.im.spi.Locks;
import io.keel.im.testkit.tck.LocksTck;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdLocksIT extends LocksTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected List<Locks> newLocks() {
        return List.of(
                EtcdLocks.over(engine.etcd().process()),
                EtcdLocks.over(engine.etcd().process()));
    }

    @Override
    protected void lapse(String name) {
        engine.etcd().revokeLeaseOf("/locks/" + name);
    }
}
