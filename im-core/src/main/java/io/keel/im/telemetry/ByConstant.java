package io.keel.im.telemetry;

import io.micrometer.core.instrument.Counter;

/** A counter for each constant of a closed list, all there from the beginning. */
final class ByConstant<E extends Enum<E>> {

    private final Counter[] counters;

    ByConstant(Meters meters, Metric metric, E[] constants) {
        this.counters = new Counter[constants.length];
        for (E constant : constants) {
            counters[constant.ordinal()] = meters.counter(metric, constant.name());
        }
    }

    Counter of(E constant) {
        return counters[constant.ordinal()];
    }
}
