package io.keel.im.websocket.http;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Bounds how often one address may try. A token bucket per address, kept as the one time at which the bucket will be full
 * again. At most {@value #ADDRESSES} addresses are remembered, those that tried last. Safe for use by several threads.
 */
public final class AttemptLimit {

    private static final int ADDRESSES = 65_536;

    private final long interval;
    private final long window;
    private final LongSupplier nanos;
    private final Map<String, Long> fullAt = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * Makes a limit.
     *
     * @param burst how many tries in a row are free
     * @param perSecond how many a second are given back
     * @param nanos a monotonic clock, such as {@code System::nanoTime}
     */
    public AttemptLimit(int burst, int perSecond, LongSupplier nanos) {
        if (burst < 1 || perSecond < 1) {
            throw new IllegalArgumentException(
                    "burst and perSecond: " + burst + " and " + perSecond + " (expected: >= 1)");
        }
        this.interval = Duration.ofSeconds(1).toNanos() / perSecond;
        this.window = interval * burst;
        this.nanos = nanos;
    }

    /** Takes one try of {@code address} if there is one. */
    public synchronized boolean take(String address) {
        String key = network(address);
        long now = nanos.getAsLong();
        Long known = fullAt.get(key);
        long full = known == null || known - now < 0 ? now : known;
        if (full + interval - now > window) {
            return false;
        }
        fullAt.put(key, full + interval);
        if (fullAt.size() > ADDRESSES) {
            Iterator<String> eldest = fullAt.keySet().iterator();
            eldest.next();
            eldest.remove();
        }
        return true;
    }

    /** Whoever has an IPv6 address has a whole /64 of them. */
    private static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        int end = -1;
        for (int groups = 0; groups < 4; groups++) {
            end = address.indexOf(':', end + 1);
            if (end < 0) {
                return address;
            }
        }
        return address.substring(0, end);
    }
}
