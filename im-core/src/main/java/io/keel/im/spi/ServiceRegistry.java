package io.keel.im.spi;

import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * Where processes announce themselves and find each other.
 *
 * <p><b>Time.</b> An instance shows to all watchers at once, one that was closed is gone at once, and one that has died within
 * the registry's lease (10 s by default; twice that at most when the engine's own leader has changed meanwhile).
 *
 * <p><b>Lasting.</b> A registration outlives the engine's restarts: when its lease has run out it is granted, announced and
 * shown anew, without being asked. A watch likewise goes on by itself; while the engine is down it stands still with the last
 * set it knew.
 *
 * <p><b>Threads.</b> All methods may be called from any thread and never block.
 */
public interface ServiceRegistry extends AutoCloseable {

    /**
     * Announces an instance until the registration is closed. One with the same service and id takes the place of the one
     * before.
     *
     * @param lapsed called each time the lease has run out, so that others believe the instance dead; it is being announced anew.
     *     Must answer at once
     * @return the registration, once it shows; a failed stage bears {@code UNAVAILABLE}, and nothing shows for longer than
     *     the lease
     */
    CompletionStage<Registration> register(ServiceInstance instance, Runnable lapsed);

    /** Announces an instance that does not care whether its lease lapses. */
    default CompletionStage<Registration> register(ServiceInstance instance) {
        return register(instance, () -> {});
    }

    /**
     * Watches a service.
     *
     * @param listener gets the present set as soon as it is known, empty too, and the whole set after each change; several
     *     changes may come as one. Called by one thread at a time; must not block; what it throws is logged
     */
    Watch watch(String service, Consumer<Set<ServiceInstance>> listener);

    /** Ends all registrations and watches. Closing twice is harmless. */
    @Override
    void close();

    /** An instance that is announced. */
    interface Registration extends AutoCloseable {

        /** What is announced. */
        ServiceInstance instance();

        /** Tells, by the monotonic clock, whether the others are certain to see it; answers at once. */
        boolean current();

        /** Takes it back, for all watchers at once; best effort, what fails ends with the lease. Closing twice is harmless. */
        @Override
        void close();
    }
}
