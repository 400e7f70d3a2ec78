package io.keel.im.testkit.planted;

import io.keel.im.id.SnowflakeIds;
import io.keel.im.memory.MemoryLocks;
import io.keel.im.memory.MemoryServiceRegistry;
import io.keel.im.spi.Locks;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import io.keel.im.spi.WorkerIds;
import io.keel.im.testkit.tck.LocksTck;
import io.keel.im.testkit.tck.ServiceRegistryTck;
import io.keel.im.testkit.tck.WorkerIdsTck;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Ports by which processes spare and find each other, and that are wrong. */
final class CoordinationBugs {
    private CoordinationBugs() {}

    /** A release gives the lock back whoever holds it. */
    static final class ReleaseTakesTheNextHoldersLock extends LocksTck {
        private final MemoryLocks right = new MemoryLocks();

        @Override
        protected List<Locks> newLocks() {
            Locks wrong = (name, ttl) -> right.tryLock(name, ttl).thenApply(lease -> lease.map(Careless::new));
            return List.of(wrong, wrong);
        }

        @Override
        protected void lapse(String name) {
            right.lapse(name);
        }

        private final class Careless implements Locks.Lease {
            private final Locks.Lease lease;

            Careless(Locks.Lease lease) {
                this.lease = lease;
            }

            @Override
            public String name() {
                return lease.name();
            }

            @Override
            public long token() {
                return lease.token();
            }

            @Override
            public boolean held() {
                return lease.held();
            }

            @Override
            public CompletionStage<Void> lost() {
                return lease.lost();
            }

            @Override
            public CompletionStage<Void> release() {
                right.lapse(name());
                return CompletableFuture.completedFuture(null);
            }
        }
    }

    /** The end of a registration takes whatever stands under its name. */
    static final class LateEndTakesTheNewer extends ServiceRegistryTck {
        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }

        private final MemoryServiceRegistry right = new MemoryServiceRegistry();

        @Override
        protected List<ServiceRegistry> newRegistries() {
            ServiceRegistry wrong = new Careless(right);
            return List.of(wrong, wrong);
        }

        @Override
        protected void lapse(ServiceInstance instance) {
            right.lapse(instance);
        }

        private record Careless(ServiceRegistry right, Map<String, Registration> newest) implements ServiceRegistry {
            Careless(ServiceRegistry right) {
                this(right, new ConcurrentHashMap<>());
            }

            @Override
            public CompletionStage<Registration> register(ServiceInstance instance, Runnable lapsed) {
                return right.register(instance, lapsed).thenApply(registration -> {
                    newest.put(instance.id(), registration);
                    return new ByName(registration, newest);
                });
            }

            @Override
            public Watch watch(String service, Consumer<Set<ServiceInstance>> listener) {
                return right.watch(service, listener);
            }

            @Override
            public void close() {
                right.close();
            }
        }

        private record ByName(ServiceRegistry.Registration right, Map<String, ServiceRegistry.Registration> newest)
                implements ServiceRegistry.Registration {
            @Override
            public ServiceInstance instance() {
                return right.instance();
            }

            @Override
            public boolean current() {
                return right.current();
            }

            @Override
            public void close() {
                Optional.ofNullable(newest.get(instance().id())).ifPresent(ServiceRegistry.Registration::close);
            }
        }
    }

    /** Remembers who holds a worker id and not what was made with it. */
    static final class MarkForgotten extends WorkerIdsTck {
        @Override
        protected Duration patience() {
            return Duration.ofSeconds(1);
        }

        @Override
        protected List<WorkerIds> newWorkerIds(int count) {
            MemoryLocks holders = new MemoryLocks();
            WorkerIds wrong = clock -> holders.tryLock("0", Duration.ofSeconds(1))
                    .thenApply(held -> new ByClock(held.orElseThrow(), SnowflakeIds.of(0, clock)));
            return List.of(wrong, wrong);
        }

        @Override
        protected void lapse(int worker) {}

        private record ByClock(Locks.Lease lease, SnowflakeIds ids) implements WorkerIds.Lease {
            @Override
            public int worker() {
                return 0;
            }

            @Override
            public boolean held() {
                return lease.held();
            }

            @Override
            public CompletionStage<Void> lost() {
                return lease.lost();
            }

            @Override
            public CompletionStage<Void> release() {
                return lease.release();
            }
        }
    }
}
