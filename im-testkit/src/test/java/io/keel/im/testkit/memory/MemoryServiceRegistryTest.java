package io.keel.im.testkit.memory;

import io.keel.im.memory.MemoryServiceRegistry;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.testkit.tck.ServiceRegistryTck;
import java.util.List;

class MemoryServiceRegistryTest extends ServiceRegistryTck {
    private final MemoryServiceRegistry registry = new MemoryServiceRegistry();

    @Override
    protected List<ServiceRegistry> newRegistries() {
        return List.of(registry, registry);
    }

    @Override
    protected void lapse(ServiceInstance instance) {
        registry.lapse(instance);
    }
}
