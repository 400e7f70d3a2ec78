package io.keel.im.config;

import io.keel.im.UserId;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.spi.ChatPolicy;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Optional;

/** What can be changed while the system runs. A key that is not set leaves what the process was started with. */
public enum Setting {
    /** How many messages a user may send a second. */
    RATE_PER_SECOND(
            "rate-per-second",
            "how many messages a user may send a second",
            false,
            "0.001",
            "1000000000",
            defaults().sends().perSecond()),
    /** How many messages a user may send at once. */
    RATE_BURST(
            "rate-burst",
            "how many messages a user may send at once",
            true,
            "1",
            "1000000000",
            defaults().sends().burst()),
    /** How many other requests a connection may make a second. */
    REQUEST_RATE_PER_SECOND(
            "request-rate-per-second",
            "how many other requests a connection may make a second",
            false,
            "0.001",
            "1000000000",
            defaults().requests().perSecond()),
    /** How many other requests a connection may make at once. */
    REQUEST_BURST(
            "request-burst",
            "how many other requests a connection may make at once",
            true,
            "1",
            "1000000000",
            defaults().requests().burst()),
    /** How many requests of a connection may be unanswered. */
    REQUESTS_IN_FLIGHT(
            "requests-in-flight",
            "how many requests of a connection may be unanswered",
            true,
            "1",
            "65536",
            defaults().inFlight()),
    /** After what silence a client pings; told to clients that connect from then on. */
    HEARTBEAT_MILLIS(
            "heartbeat-millis",
            "after what silence a client pings; told to those who connect from then on",
            true,
            "100",
            "3600000",
            defaults().heartbeat().toMillis()),
    /** How many bytes may wait for one connection. */
    OUTBOUND_BYTES(
            "outbound-bytes",
            "how many bytes may wait for one connection before pushes to it are dropped",
            true,
            "65536",
            "1073741824",
            defaults().outboundBytes()),
    /** How many frames in a row that do not parse close a connection. */
    UNPARSABLE_FRAMES(
            "unparsable-frames",
            "how many frames in a row that do not parse close a connection",
            true,
            "1",
            "1000000",
            defaults().unparsable()),
    /** Up to how many members a group's messages are written to inboxes. */
    WRITE_DIFFUSION_LIMIT(
            "write-diffusion-limit",
            "up to how many members a group's messages are written to inboxes; counts from a group's next entry, and no group"
                    + " turns back",
            true,
            "1",
            "1000000",
            500),
    /** For how long a sender may recall a message. */
    RECALL_WINDOW_SECONDS(
            "recall-window-seconds",
            "for how long a sender may recall a message",
            true,
            "0",
            "315360000",
            ChatPolicy.DEFAULT.recallWindow().toSeconds()),
    /** How many devices of a user may be connected at once. */
    DEVICES_PER_USER(
            "devices-per-user",
            "how many devices of a user may be connected at once; counts when the next one connects",
            true,
            "1",
            "1000",
            ChatPolicy.DEFAULT.devicesPerUser(new UserId("anybody"))),
    /** Up to how many members a group's senders are told of each receipt. */
    RECEIPT_LIMIT(
            "receipt-limit",
            "up to how many members a group's senders are told of each receipt",
            true,
            "0",
            "1000000",
            ChatPolicy.DEFAULT.receiptLimit());

    private final String key;
    private final String meaning;
    private final boolean whole;
    private final BigDecimal min;
    private final BigDecimal max;
    private final Number byDefault;

    Setting(String key, String meaning, boolean whole, String min, String max, Number byDefault) {
        this.key = key;
        this.meaning = meaning;
        this.whole = whole;
        this.min = new BigDecimal(min);
        this.max = new BigDecimal(max);
        this.byDefault = byDefault;
    }

    private static GatewayLimits defaults() {
        return GatewayLimits.defaults();
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
        return (whole ? "a whole number " : "a number ") + min.toPlainString() + ".." + max.toPlainString();
    }

    /** What a host that says nothing else is started with. */
    public Number byDefault() {
        return byDefault;
    }

    static Optional<Setting> of(String key) {
        return Arrays.stream(values())
                .filter(setting -> setting.key.equals(key))
                .findFirst();
    }

    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException if it is none that this takes, naming key, value and what was expected
     */
    Number parse(String text) {
        BigDecimal value;
        try {
            value = new BigDecimal(text.strip());
        } catch (NumberFormatException e) {
            throw refused(text);
        }
        boolean fraction = value.stripTrailingZeros().scale() > 0;
        if (value.compareTo(min) < 0 || value.compareTo(max) > 0 || (whole && fraction)) {
            throw refused(text);
        }
        return value;
    }

    private IllegalArgumentException refused(String text) {
        String shown = text.length() > 40 ? text.substring(0, 40) + "…" : text;
        return new IllegalArgumentException(key + ": \"" + shown + "\" (expected: " + expected() + ")");
    }
}
