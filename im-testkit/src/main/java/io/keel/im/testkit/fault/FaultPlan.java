package io.keel.im.testkit.fault;

import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Says what becomes of each call. Asked once per call, by any thread. */
@FunctionalInterface
public interface FaultPlan {
    /**
     * Decides about a call.
     *
     * @param method the method called, such as {@code append}
     */
    Fault next(String method);

    /** Lets everything pass. */
    static FaultPlan none() {
        return method -> Fault.pass();
    }

    /** Does to the first calls what the script says, in its order, and lets the rest pass. */
    static FaultPlan script(Fault... faults) {
        Fault[] script = faults.clone();
        AtomicInteger calls = new AtomicInteger();
        return method -> {
            int call = calls.getAndIncrement();
            return call < script.length ? script[call] : Fault.pass();
        };
    }

    /** Starts a plan that draws faults by a random of its own; the same seed draws the same faults for the same calls. */
    static RandomPlan random(long seed) {
        return new RandomPlan(seed);
    }

    /** Returns this plan for calls of these methods alone; others pass, and take nothing from a script. */
    default FaultPlan on(String... methods) {
        Set<String> chosen = Set.of(methods);
        return method -> chosen.contains(method) ? next(method) : Fault.pass();
    }
}
