package io.keel.im.registry.etcd;

import io.keel.im.spi.WorkerIds;
import io.keel.im.testkit.tck.WorkerIdsTck;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdWorkerIdsIT extends WorkerIdsTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected List<WorkerIds> newWorkerIds(int count) {
        return List.of(
                EtcdWorkerIds.over(engine.etcd().process(), count),
                EtcdWorkerIds.over(engine.etcd().process(), count));
    }

    @Override
    protected void lapse(int worker) {
        engine.etcd().revokeLeaseOf("/snowflake-workers/" + worker);
    }
}
