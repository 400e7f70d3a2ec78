package io.keel.im.config;

import static io.keel.im.config.ValueForm.flag;
import static io.keel.im.config.ValueForm.number;
import static io.keel.im.config.ValueForm.whole;
import static io.keel.im.config.ValueForm.words;

import io.keel.im.UserId;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.gateway.TransportLimits;
import io.keel.im.spi.ChatPolicy;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * What can be changed while the system runs; {@link #meaning()} tells what each is. A key that is not set leaves what the process was
 * started with.
 */
public enum Setting {
    // Messages: a bucket per user.
    RATE_PER_SECOND(
            "rate-per-second", rate(), gateway().sends().perSecond(), "how many messages a user may send a second"),
    RATE_BURST(
            "rate-burst",
            whole(1, 1_000_000_000),
            gateway().sends().burst(),
            "how many messages a user may send at once"),
    CLUSTER_RATE(
            "cluster-rate",
            flag(),
            gateway().sharedSends(),
            "whether a user has one bucket of messages over all gateways, instead of one at each; needs gateways that were given"
                    + " a shared limiter"),

    // Requests: a bucket per connection, and what may be under way.
    REQUEST_RATE_PER_SECOND(
            "request-rate-per-second",
            rate(),
            gateway().requests().perSecond(),
            "how many other requests a connection may make a second"),
    REQUEST_BURST(
            "request-burst",
            whole(1, 1_000_000_000),
            gateway().requests().burst(),
            "how many other requests a connection may make at once"),
    REFUSAL_RATE_PER_SECOND(
            "refusal-rate-per-second",
            rate(),
            gateway().refusals().perSecond(),
            "how many requests of a connection may be refused a second before it is read more slowly"),
    REFUSAL_BURST(
            "refusal-burst",
            whole(1, 1_000_000_000),
            gateway().refusals().burst(),
            "how many requests of a connection may be refused at once before it is read more slowly"),
    REQUESTS_IN_FLIGHT(
            "requests-in-flight",
            whole(1, 65_536),
            gateway().inFlight(),
            "how many requests of a connection may be unanswered"),
    GATEWAY_REQUESTS_IN_FLIGHT(
            "gateway-requests-in-flight",
            whole(1, 100_000_000),
            gateway().inFlightInAll(),
            "how many requests of all connections of a gateway may be unanswered"),
    REQUEST_TIMEOUT_MILLIS(
            "request-timeout-millis",
            whole(100, 600_000),
            gateway().request().toMillis(),
            "after how long without an answer a request is UNAVAILABLE"),

    // Connections.
    CONNECTIONS(
            "connections", whole(1, 1_000_000_000), transport().connections(), "how many WebSockets a gateway takes"),
    CONNECTIONS_PER_ADDRESS(
            "connections-per-address",
            whole(1, 1_000_000_000),
            transport().connectionsPerAddress(),
            "how many of them from one address"),
    CONNECT_RATE_PER_SECOND(
            "connect-rate-per-second",
            rate(),
            transport().connects().perSecond(),
            "how often an address may connect, a second"),
    CONNECT_BURST(
            "connect-burst",
            whole(1, 1_000_000_000),
            transport().connects().burst(),
            "how often an address may connect, in a row"),
    ATTEMPT_RATE_PER_SECOND(
            "attempt-rate-per-second",
            rate(),
            transport().attempts().perSecond(),
            "how often an address may try to register or log in, a second"),
    ATTEMPT_BURST(
            "attempt-burst",
            whole(1, 1_000_000_000),
            transport().attempts().burst(),
            "how often an address may try to register or log in, in a row"),
    GREETINGS(
            "greetings",
            whole(1, 1_000_000_000),
            gateway().greetings(),
            "how many clients of a gateway may be on their way from their token to their welcome"),
    AUTHENTICATION_MILLIS(
            "authentication-millis",
            whole(100, 600_000),
            gateway().authentication().toMillis(),
            "by when a client must have presented a token"),
    HEARTBEAT_MILLIS(
            "heartbeat-millis",
            whole(100, 3_600_000),
            gateway().heartbeat().toMillis(),
            "after what silence a client pings; told to those who connect from then on"),
    STALL_MILLIS(
            "stall-millis",
            whole(1_000, 3_600_000),
            gateway().stall().toMillis(),
            "after how long without reading anything that waits for it a client is closed"),
    OUTBOUND_BYTES(
            "outbound-bytes",
            whole(65_536, 1_073_741_824),
            gateway().outboundBytes(),
            "how many bytes may wait for one connection before pushes to it are dropped"),
    UNPARSABLE_FRAMES(
            "unparsable-frames",
            whole(1, 1_000_000),
            gateway().unparsable(),
            "how many frames in a row that do not parse close a connection"),
    HANDSHAKE_MILLIS(
            "handshake-millis",
            whole(100, 600_000),
            transport().handshake().toMillis(),
            "by when a socket must have sent its first HTTP request; counts for those that connect from then on"),
    ANSWER_MILLIS(
            "answer-millis",
            whole(100, 600_000),
            transport().answer().toMillis(),
            "after how long an HTTP request that is not answered gets 503"),
    RECONNECTS_PER_SECOND(
            "reconnects-per-second",
            whole(1, 1_000_000),
            gateway().reconnectsPerSecond(),
            "how many clients a second a gateway that leaves sends elsewhere, as far as its time to drain allows"),

    // Calls of engines and other roles.
    BREAKER_FAILURE_PERCENT(
            "breaker-failure-percent",
            whole(1, 100),
            50,
            "how many of the latest calls of a dependency may fail before more are not made for a while; while set, for all of"
                    + " them"),
    BREAKER_SLOW_MILLIS(
            "breaker-slow-millis",
            whole(1, 600_000),
            2_000,
            "after how long a call of a dependency is slow, of which nearly all must be for more not to be made; while set, for"
                    + " all of them"),
    BREAKER_PAUSE_MILLIS(
            "breaker-pause-millis",
            whole(1, 600_000),
            1_000,
            "for how long calls of a dependency are not made before a few are tried; while set, for all of them, and each time"),
    CALLS_IN_FLIGHT(
            "calls-in-flight",
            whole(1, 1_000_000),
            1_024,
            "how many calls of a dependency may be under way in a process; while set, for all of them"),

    // The chat.
    WRITE_DIFFUSION_LIMIT(
            "write-diffusion-limit",
            whole(1, 1_000_000),
            500,
            "up to how many members a group's messages are written to inboxes; counts from a group's next entry, and no group"
                    + " turns back"),
    RECALL_WINDOW_SECONDS(
            "recall-window-seconds",
            whole(0, 315_360_000),
            ChatPolicy.DEFAULT.recallWindow().toSeconds(),
            "for how long a sender may recall a message"),
    DEVICES_PER_USER(
            "devices-per-user",
            whole(1, 1_000),
            ChatPolicy.DEFAULT.devicesPerUser(new UserId("anybody")),
            "how many devices of a user may be connected at once; counts when the next one connects"),
    RECEIPT_LIMIT(
            "receipt-limit",
            whole(0, 1_000_000),
            ChatPolicy.DEFAULT.receiptLimit(),
            "up to how many members a group's senders are told of each receipt"),
    SHARE_HISTORY(
            "share-history",
            flag(),
            false,
            "whether who joins a group sees what was said before; counts for those who join from then on"),

    // What is done late.
    ARCHIVE_AFTER_DAYS(
            "archive-after-days",
            whole(1, 36_500),
            90,
            "how old messages become before what they say moves to the archive, if there is one"),
    BLOCKED_WORDS(
            "blocked-words",
            words(),
            List.of(),
            "texts that hold one of these are taken back by the audit; counts for jobs that were started with some");

    private final String key;
    private final String meaning;
    private final ValueForm<?> form;
    private final String byDefault;

    Setting(String key, ValueForm<?> form, Object byDefault, String meaning) {
        this.key = key;
        this.meaning = meaning;
        this.form = form;
        this.byDefault = written(byDefault);
    }

    private static GatewayLimits gateway() {
        return GatewayLimits.defaults();
    }

    private static TransportLimits transport() {
        return TransportLimits.defaults();
    }

    private static ValueForm<Double> rate() {
        return number("0.001", "1000000000");
    }

    /** The key that it stands under. */
    public String key() {
        return key;
    }

    /** What it does, for humans. */
    public String meaning() {
        return meaning;
    }

    /** Which values it takes, for humans. */
    public String expected() {
        return form.expected();
    }

    /** What a host that says nothing else is started with, as it would be set. */
    public String byDefault() {
        return byDefault;
    }

    /** The setting under a key, if there is one. */
    public static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    /**
     * Judges a configuration as a whole.
     *
     * @param values by key; keys of no setting are not looked at
     * @return what is wrong with it, a line for each; nothing if it would be taken
     */
    public static List<String> problems(Map<String, String> values) {
        List<String> problems = new ArrayList<>();
        SettingValues.parse(values, problems);
        return problems;
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is none that this takes, naming key, value and what was expected
     */
    Object parse(String text) {
        try {
            return form.parser().apply(text.strip());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw new IllegalArgumentException(key + ": \"" + shown(text) + "\" (expected: " + expected() + ")", e);
        }
    }

    private static String written(Object value) {
        return value instanceof List<?> words
                ? words.stream().map(String::valueOf).collect(Collectors.joining(","))
                : value instanceof Double number
                        ? BigDecimal.valueOf(number).stripTrailingZeros().toPlainString()
                        : value.toString();
    }

    private static String shown(String text) {
        return text.length() > 40 ? text.substring(0, 40) + "…" : text;
    }
}
