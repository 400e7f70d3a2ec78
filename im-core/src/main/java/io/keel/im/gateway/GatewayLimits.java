package io.keel.im.gateway;

import java.time.Duration;

/**
 * What a gateway allows. Immutable; a gateway asks for the present limits each time, so that they change while it runs.
 */
public final class GatewayLimits {

    private final RateLimit sends;
    private final RateLimit requests;
    private final int inFlight;
    private final Duration heartbeat;
    private final long outboundBytes;
    private final int unparsable;

    private GatewayLimits(Builder builder) {
        this.sends = builder.sends;
        this.requests = builder.requests;
        this.inFlight = builder.inFlight;
        this.heartbeat = builder.heartbeat;
        this.outboundBytes = builder.outboundBytes;
        this.unparsable = builder.unparsable;
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

    /** The bucket of all other requests, per connection. */
    public RateLimit requests() {
        return requests;
    }

    /** How many requests of a connection may be unanswered at once. */
    public int inFlight() {
        return inFlight;
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

    /** Builds limits. */
    public static final class Builder {

        private RateLimit sends = new RateLimit(1, 5);
        private RateLimit requests = new RateLimit(100, 500);
        private int inFlight = 256;
        private Duration heartbeat = Duration.ofSeconds(30);
        private long outboundBytes = 1 << 20;
        private int unparsable = 10;

        private Builder() {}

        /** Sets the bucket of sends, per user. Default: 1 a second, burst 5. A client past it gets {@code RATE_LIMITED}. */
        public Builder sends(RateLimit limit) {
            this.sends = limit;
            return this;
        }

        /** Sets the bucket of other requests, per connection. Default: 100 a second, burst 500. */
        public Builder requests(RateLimit limit) {
            this.requests = limit;
            return this;
        }

        /** Sets how many requests of a connection may be unanswered at once. Default: 256. */
        public Builder inFlight(int requestCount) {
            this.inFlight = requestCount;
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

        /** Makes the limits. */
        public GatewayLimits build() {
            return new GatewayLimits(this);
        }
    }
}
