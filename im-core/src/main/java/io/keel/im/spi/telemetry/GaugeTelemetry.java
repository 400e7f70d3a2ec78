package io.keel.im.spi.telemetry;

import io.keel.im.spi.Watch;
import java.util.function.LongSupplier;

/** Looks at levels. */
public interface GaugeTelemetry {

    /**
     * Looks at a level from now on. Several of one gauge and name, as of gateways that follow one another, are added up.
     *
     * @param gauge which
     * @param of what it is of: a group, a queue or a dependency; short and fixed
     * @param level asked now and then, from any thread; must answer at once
     * @return ends the looking
     */
    default Watch gauge(Gauge gauge, String of, LongSupplier level) {
        return () -> {};
    }
}
