package io.keel.im.websocket.http;

import io.keel.im.rate.RateLimit;
import io.keel.im.rate.TokenBucket;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Bounds how often one address may try something: a token bucket for each {@link HostNetwork}. At most {@value #ADDRESSES} are
 * remembered, those that tried last. Safe for use by several threads.
 */
public final class AttemptLimit {

    private static final int ADDRESSES = 65_536;

    private final Supplier<RateLimit> limit;
    private final LongSupplier nanos;
    private final Map<HostNetwork, TokenBucket> buckets = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * Makes a limit.
     *
     * @param limit how often, asked for at each try
     * @param nanos a monotonic clock, such as {@code System::nanoTime}
     */
    public AttemptLimit(Supplier<RateLimit> limit, LongSupplier nanos) {
        this.limit = limit;
        this.nanos = nanos;
    }

    /**
     * Takes one try of an address if there is one.
     *
     * @return 0, or for how many milliseconds to wait for the next one
     */
    public long take(String address) {
        return bucket(HostNetwork.of(address)).take(limit.get(), nanos.getAsLong());
    }

    private synchronized TokenBucket bucket(HostNetwork network) {
        TokenBucket bucket = buckets.computeIfAbsent(network, first -> new TokenBucket());
        if (buckets.size() > ADDRESSES) {
            Iterator<HostNetwork> eldest = buckets.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return bucket;
    }
}
