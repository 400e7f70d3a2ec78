package io.keel.im.config;

import io.keel.im.gateway.GatewayLimits;
import io.keel.im.gateway.TransportLimits;
import io.keel.im.guard.GuardSettings;
import io.keel.im.rate.RateLimit;
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

    private static final Duration MILLI = Duration.ofMillis(1);

    private final Map<Setting, Object> values;

    private SettingValues(Map<Setting, Object> values) {
        this.values = values;
    }

    /**
     * Reads the values of all known keys, and looks at them as a whole.
     *
     * @param problems what was wrong is added here, values first, in the order of keys
     */
    static SettingValues parse(Map<String, String> texts, List<String> problems) {
        Map<Setting, Object> values = new EnumMap<>(Setting.class);
        new TreeMap<>(texts)
                .forEach((key, text) -> Setting.of(key).ifPresent(setting -> {
                    try {
                        values.put(setting, setting.parse(text));
                    } catch (IllegalArgumentException e) {
                        problems.add(e.getMessage());
                    }
                }));
        SettingRules.check(values, problems);
        return new SettingValues(values);
    }

    /** The keys that stand for nothing here. */
    static List<String> unknown(Map<String, String> texts) {
        List<String> unknown = new ArrayList<>(texts.keySet());
        unknown.removeIf(key -> Setting.of(key).isPresent());
        unknown.sort(null);
        return unknown;
    }

    <T> Optional<T> get(Setting setting, Class<T> type) {
        return Optional.ofNullable(values.get(setting)).map(type::cast);
    }

    int whole(Setting setting, int otherwise) {
        return get(setting, Long.class).map(Math::toIntExact).orElse(otherwise);
    }

    boolean flag(Setting setting, boolean otherwise) {
        return get(setting, Boolean.class).orElse(otherwise);
    }

    @SuppressWarnings("unchecked") // By its form.
    Optional<List<String>> words(Setting setting) {
        return Optional.ofNullable((List<String>) values.get(setting));
    }

    Duration duration(Setting setting, Duration unit, Duration otherwise) {
        return get(setting, Long.class).map(unit::multipliedBy).orElse(otherwise);
    }

    private Duration millis(Setting setting, Duration otherwise) {
        return duration(setting, MILLI, otherwise);
    }

    private RateLimit rate(Setting perSecond, Setting burst, RateLimit base) {
        return new RateLimit(get(perSecond, Double.class).orElse(base.perSecond()), whole(burst, base.burst()));
    }

    GatewayLimits over(GatewayLimits base) {
        return GatewayLimits.builder()
                .sends(rate(Setting.RATE_PER_SECOND, Setting.RATE_BURST, base.sends()))
                .sharedSends(flag(Setting.CLUSTER_RATE, base.sharedSends()))
                .requests(rate(Setting.REQUEST_RATE_PER_SECOND, Setting.REQUEST_BURST, base.requests()))
                .refusals(rate(Setting.REFUSAL_RATE_PER_SECOND, Setting.REFUSAL_BURST, base.refusals()))
                .inFlight(whole(Setting.REQUESTS_IN_FLIGHT, base.inFlight()))
                .inFlightInAll(whole(Setting.GATEWAY_REQUESTS_IN_FLIGHT, base.inFlightInAll()))
                .request(millis(Setting.REQUEST_TIMEOUT_MILLIS, base.request()))
                .greetings(whole(Setting.GREETINGS, base.greetings()))
                .authentication(millis(Setting.AUTHENTICATION_MILLIS, base.authentication()))
                .heartbeat(millis(Setting.HEARTBEAT_MILLIS, base.heartbeat()))
                .stall(millis(Setting.STALL_MILLIS, base.stall()))
                .outboundBytes(get(Setting.OUTBOUND_BYTES, Long.class).orElse(base.outboundBytes()))
                .unparsable(whole(Setting.UNPARSABLE_FRAMES, base.unparsable()))
                .reconnectsPerSecond(whole(Setting.RECONNECTS_PER_SECOND, base.reconnectsPerSecond()))
                .build();
    }

    TransportLimits over(TransportLimits base) {
        return TransportLimits.builder()
                .connections(whole(Setting.CONNECTIONS, base.connections()))
                .connectionsPerAddress(whole(Setting.CONNECTIONS_PER_ADDRESS, base.connectionsPerAddress()))
                .connects(rate(Setting.CONNECT_RATE_PER_SECOND, Setting.CONNECT_BURST, base.connects()))
                .attempts(rate(Setting.ATTEMPT_RATE_PER_SECOND, Setting.ATTEMPT_BURST, base.attempts()))
                .handshake(millis(Setting.HANDSHAKE_MILLIS, base.handshake()))
                .answer(millis(Setting.ANSWER_MILLIS, base.answer()))
                .build();
    }

    GuardSettings over(GuardSettings base) {
        GuardSettings.Builder guard = base.toBuilder();
        get(Setting.BREAKER_FAILURE_PERCENT, Long.class).ifPresent(percent -> guard.failureRate(percent.intValue()));
        get(Setting.BREAKER_SLOW_MILLIS, Long.class).ifPresent(millis -> guard.slowAfter(Duration.ofMillis(millis)));
        get(Setting.BREAKER_PAUSE_MILLIS, Long.class)
                .map(Duration::ofMillis)
                .ifPresent(pause -> guard.pause(pause, pause));
        get(Setting.CALLS_IN_FLIGHT, Long.class).ifPresent(calls -> guard.maxCalls(calls.intValue()));
        return guard.build();
    }

    @Override
    public String toString() {
        return values.toString();
    }
}
