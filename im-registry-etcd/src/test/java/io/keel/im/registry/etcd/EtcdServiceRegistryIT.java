package io.keel.im.registry.etcd;

import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.testkit.tck.ServiceRegistryTck;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class EtcdServiceRegistryIT extends ServiceRegistryTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected List<ServiceRegistry> newRegistries() {
        return List.of(
                EtcdServiceRegistry.over(engine.etcd().process()),
                EtcdServiceRegistry.over(engine.etcd().process()));
    }

    @Override
    protected void lapse(ServiceInstance instance) {
        engine.etcd().revokeLeaseOf("/services/" + instance.service() + "/" + instance.id());
    }
}
