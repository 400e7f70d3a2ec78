package io.keel.im.testkit.chat;

import io.keel.im.spi.Telemetry;
import io.keel.im.spi.telemetry.Limit;
import java.util.EnumMap;
import java.util.Map;

/** Counts what is refused by a limit. Used by one thread. */
final class CountedLimits implements Telemetry {

    private final Map<Limit, Integer> counts = new EnumMap<>(Limit.class);

    @Override
    public void limited(Limit limit) {
        counts.merge(limit, 1, Integer::sum);
    }

    /** How much each limit has refused; those that have refused nothing are not there. */
    Map<Limit, Integer> counts() {
        return counts;
    }
}
