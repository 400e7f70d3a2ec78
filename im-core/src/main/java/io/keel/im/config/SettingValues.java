package io.keel.im.config;

import io.keel.im.gateway.GatewayLimits;
import io.keel.im.gateway.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The settings that are set, all of them good. */
final class SettingValues {

    static final SettingValues NONE = new SettingValues(new EnumMap<>(Setting.class));

    private final Map<Setting, Number> values;

    private SettingValues(Map<Setting, Number> values) {
        this.values = values;
    }

    /**
     * Reads the values of all known keys.
     *
     * @param problems what was wrong is added here, in the order of keys
     */
    static SettingValues parse(Map<String, String> texts, List<String> problems) {
        Map<Setting, Number> values = new EnumMap<>(Setting.class);
        new TreeMap<>(texts)
                .forEach((key, text) -> Setting.of(key).ifPresent(setting -> {
                    try {
                        values.put(setting, setting.parse(text));
                    } catch (IllegalArgumentException e) {
                        problems.add(e.getMessage());
                    }
                }));
        return new SettingValues(values);
    }

    /** The keys that stand for nothing here. */
    static List<String> unknown(Map<String, String> texts) {
        List<String> unknown = new ArrayList<>(texts.keySet());
        unknown.removeIf(key -> Setting.of(key).isPresent());
        unknown.sort(null);
        return unknown;
    }

    Optional<Number> get(Setting setting) {
        return Optional.ofNullable(values.get(setting));
    }

    int whole(Setting setting, int otherwise) {
        return get(setting).map(Number::intValue).orElse(otherwise);
    }

    Duration duration(Setting setting, Duration unit, Duration otherwise) {
        return get(setting).map(value -> unit.multipliedBy(value.longValue())).orElse(otherwise);
    }

    GatewayLimits over(GatewayLimits base) {
        return GatewayLimits.builder()
                .sends(rate(Setting.RATE_PER_SECOND, Setting.RATE_BURST, base.sends()))
                .requests(rate(Setting.REQUEST_RATE_PER_SECOND, Setting.REQUEST_BURST, base.requests()))
                .inFlight(whole(Setting.REQUESTS_IN_FLIGHT, base.inFlight()))
                .heartbeat(duration(Setting.HEARTBEAT_MILLIS, Duration.ofMillis(1), base.heartbeat()))
                .outboundBytes(
                        get(Setting.OUTBOUND_BYTES).map(Number::longValue).orElse(base.outboundBytes()))
                .unparsable(whole(Setting.UNPARSABLE_FRAMES, base.unparsable()))
                .build();
    }

    private RateLimit rate(Setting perSecond, Setting burst, RateLimit base) {
        return new RateLimit(
                get(perSecond).map(Number::doubleValue).orElse(base.perSecond()), whole(burst, base.burst()));
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
