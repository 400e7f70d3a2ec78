package io.keel.im.gateway;

import io.keel.im.rate.RateLimit;
import java.time.Duration;

/**
 * What a gateway allows. Immutable; a gateway asks for the present limits each time, so that they change while it runs.
 */
public final class GatewayLimits {

    private final RateLimit sends;
    private final boolean sharedSends;
    private final RateLimit requests;
    private final RateLimit refusals;
    private final int inFlight;
    private final int inFlightInAll;
    private final int greetings;
    private final Duration heartbeat;
    private final long outboundBytes;
    private final int unparsable;
    private final Duration authentication;
    private final Duration request;
    private final Duration stall;
    private final int reconnectsPerSecond;

    private GatewayLimits(Builder builder) {
        this.sends = builder.sends;
        this.sharedSends = builder.sharedSends;
        this.requests = builder.requests;
        this.refusals = builder.refusals;
        this.inFlight = builder.inFlight;
        this.inFlightInAll = builder.inFlightInAll;
        this.greetings = builder.greetings;
        this.heartbeat = builder.heartbeat;
        this.outboundBytes = builder.outboundBytes;
        this.unparsable = builder.unparsable;
        this.authentication = builder.authentication;
        this.request = builder.request;
        this.stall = builder.stall;
        this.reconnectsPerSecond = builder.reconnectsPerSecond;
    }

    /** The defaults. */
    public static GatewayLimits defaults() {
        return builder().build();
    }

    /** Starts from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    /** The bucket of sends, per user. */
    public RateLimit sends() {
        return sends;
    }

    /** Whether a user's bucket of sends is one for all gateways, where they have a {@link io.keel.im.spi.RateLimiter}. */
    public boolean sharedSends() {
        return sharedSends;
    }

    /** The bucket of all other requests, per connection. */
    public RateLimit requests() {
        return requests;
    }

    /** The bucket of refusals, per connection: one that has used it up is read only as fast as it fills. */
    public RateLimit refusals() {
        return refusals;
    }

    /** How many requests of a connection may be unanswered at once. */
    public int inFlight() {
        return inFlight;
    }

    /** How many requests of all connections may be unanswered at once; each lane has an equal share of it. */
    public int inFlightInAll() {
        return inFlightInAll;
    }

    /** How many clients may be on their way from their token to their welcome at once. */
    public int greetings() {
        return greetings;
    }

    /** After what silence a client is to send a ping. */
    public Duration heartbeat() {
        return heartbeat;
    }

    /** How many bytes may wait for one connection before pushes to it are dropped and reading from it stops. */
    public long outboundBytes() {
        return outboundBytes;
    }

    /** How many frames in a row that do not parse close a connection. */
    public int unparsable() {
        return unparsable;
    }

    /** For how long a client may be connected without having presented a token. */
    public Duration authentication() {
        return authentication;
    }

    /** For how long a request may go unanswered. */
    public Duration request() {
        return request;
    }

    /** For how long a client may read nothing at all while something waits for it. */
    public Duration stall() {
        return stall;
    }

    /** How many clients a second a gateway that leaves sends elsewhere, at most. */
    public int reconnectsPerSecond() {
        return reconnectsPerSecond;
    }

    /** Builds limits. */
    public static final class Builder {

        private RateLimit sends = new RateLimit(1, 5);
        private boolean sharedSends;
        private RateLimit requests = new RateLimit(100, 500);
        private RateLimit refusals = new RateLimit(1_000, 100);
        private int inFlight = 256;
        private int inFlightInAll = 100_000;
        private int greetings = 4_096;
        private Duration heartbeat = Duration.ofSeconds(30);
        private long outboundBytes = 1 << 20;
        private int unparsable = 10;
        private Duration authentication = Duration.ofSeconds(10);
        private Duration request = Duration.ofSeconds(10);
        private Duration stall = Duration.ofSeconds(30);
        private int reconnectsPerSecond = 100;

        private Builder() {}

        /** Sets the bucket of sends, per user. Default: 1 a second, burst 5. A client past it gets {@code RATE_LIMITED}. */
        public Builder sends(RateLimit limit) {
            this.sends = limit;
            return this;
        }

        /**
         * Sets whether a user has one bucket of sends over all gateways. Default: it has one at each. Counts only where the gateway was
         * given a {@link Gateway.Builder#rateLimiter}; while that is away, each gateway keeps to its own.
         */
        public Builder sharedSends(boolean shared) {
            this.sharedSends = shared;
            return this;
        }

        /** Sets the bucket of other requests, per connection. Default: 100 a second, burst 500. */
        public Builder requests(RateLimit limit) {
            this.requests = limit;
            return this;
        }

        /**
         * Sets how many requests of a connection may be refused. Past that nothing is read from it until the bucket has filled
         * somewhat: a flood costs its sender time, and others nothing. Default: 1,000 a second, burst 100.
         */
        public Builder refusals(RateLimit limit) {
            this.refusals = limit;
            return this;
        }

        /** Sets how many requests of a connection may be unanswered at once. Default: 256. */
        public Builder inFlight(int requestCount) {
            this.inFlight = requestCount;
            return this;
        }

        /** Sets how many requests of all connections may be unanswered; past it {@code UNAVAILABLE}. Default: 100,000. */
        public Builder inFlightInAll(int requestCount) {
            this.inFlightInAll = requestCount;
            return this;
        }

        /** Sets how many clients may be greeted at once; past it they are told to come back later. Default: 4,096. */
        public Builder greetings(int clientCount) {
            this.greetings = clientCount;
            return this;
        }

        /** Sets after what silence a client pings; after 2.5 times that it is closed with 4004. Default: 30 s. */
        public Builder heartbeat(Duration silence) {
            this.heartbeat = silence;
            return this;
        }

        /** Sets how many bytes may wait for one connection. Default: 1 MiB. A client past it is told {@code behind}. */
        public Builder outboundBytes(long bytes) {
            this.outboundBytes = bytes;
            return this;
        }

        /** Sets how many frames in a row that do not parse close a connection with 4009. Default: 10. */
        public Builder unparsable(int frames) {
            this.unparsable = frames;
            return this;
        }

        /** Sets by when a client must have presented a token, or is closed with 4001. Default: 10 s. */
        public Builder authentication(Duration time) {
            this.authentication = time;
            return this;
        }

        /** Sets after how long without an answer a request is {@code UNAVAILABLE}. Default: 10 s. */
        public Builder request(Duration time) {
            this.request = time;
            return this;
        }

        /** Sets after how long without reading a client is closed with 4008. Default: 30 s. */
        public Builder stall(Duration time) {
            this.stall = time;
            return this;
        }

        /**
         * Sets how many clients a second a gateway that leaves sends elsewhere, as far as its deadline allows. Default: 100. Clients
         * see it in the delays of their {@code goAway}.
         */
        public Builder reconnectsPerSecond(int clients) {
            if (clients < 1) {
                throw new IllegalArgumentException("reconnectsPerSecond: " + clients + " (expected: 1 or more)");
            }
            this.reconnectsPerSecond = clients;
            return this;
        }

        /** Makes the limits. */
        public GatewayLimits build() {
            return new GatewayLimits(this);
        }
    }
}
