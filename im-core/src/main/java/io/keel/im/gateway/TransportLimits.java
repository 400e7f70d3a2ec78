package io.keel.im.gateway;

import io.keel.im.rate.RateLimit;
import java.time.Duration;

/**
 * What a transport allows those who knock at a gateway's door. Immutable; a transport asks for the present limits each time, so that
 * they change while it runs.
 */
public final class TransportLimits {

    private final int connections;
    private final int connectionsPerAddress;
    private final RateLimit connects;
    private final RateLimit attempts;
    private final Duration handshake;
    private final Duration answer;

    private TransportLimits(Builder builder) {
        this.connections = builder.connections;
        this.connectionsPerAddress = builder.connectionsPerAddress;
        this.connects = builder.connects;
        this.attempts = builder.attempts;
        this.handshake = builder.handshake;
        this.answer = builder.answer;
    }

    /** The defaults. */
    public static TransportLimits defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** Starts from these. */
    public Builder with() {
        return builder()
                .connections(connections)
                .connectionsPerAddress(connectionsPerAddress)
                .connects(connects)
                .attempts(attempts)
                .handshake(handshake)
                .answer(answer);
    }

    /** How many connections there may be at once. */
    public int connections() {
        return connections;
    }

    /** How many of them may come from one address. */
    public int connectionsPerAddress() {
        return connectionsPerAddress;
    }

    /** How often one address may connect. */
    public RateLimit connects() {
        return connects;
    }

    /** How often one address may try to register or to log in. */
    public RateLimit attempts() {
        return attempts;
    }

    /** From the connection of a socket to the end of its first request. */
    public Duration handshake() {
        return handshake;
    }

    /** From the end of a request to its answer. */
    public Duration answer() {
        return answer;
    }

    /** Builds limits. */
    public static final class Builder {

        private int connections = 100_000;
        private int connectionsPerAddress = 100_000;
        private RateLimit connects = new RateLimit(10_000, 100_000);
        private RateLimit attempts = new RateLimit(10, 100);
        private Duration handshake = Duration.ofSeconds(10);
        private Duration answer = Duration.ofSeconds(30);

        private Builder() {}

        /** Sets how many connections there may be at once. Default: 100,000. Past it, 503. */
        public Builder connections(int count) {
            this.connections = count;
            return this;
        }

        /**
         * Sets how many connections there may be of one address, or of one /64 of IPv6. Default: 100,000, which bounds nothing, since
         * behind a proxy that is not known as such all clients seem to be one. Past it, 429.
         */
        public Builder connectionsPerAddress(int count) {
            this.connectionsPerAddress = count;
            return this;
        }

        /**
         * Sets how often one address may connect. Default: 10,000 a second after 100,000 in a row, which only stops a client that runs
         * mad, for the same reason. Past it, 429.
         */
        public Builder connects(RateLimit limit) {
            this.connects = limit;
            return this;
        }

        /** Sets how often one address may try to register or to log in. Default: 10 a second after 100 in a row. Past it, 429. */
        public Builder attempts(RateLimit limit) {
            this.attempts = limit;
            return this;
        }

        /** Sets by when a socket must have sent a whole request, or is closed. Default: 10 s. */
        public Builder handshake(Duration time) {
            this.handshake = time;
            return this;
        }

        /** Sets after how long a request that is not answered gets 503. Default: 30 s. */
        public Builder answer(Duration time) {
            this.answer = time;
            return this;
        }

        /** Makes the limits. */
        public TransportLimits build() {
            return new TransportLimits(this);
        }
    }
}
