package io.keel.im.gateway;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;

/**
 * When each client of a leaving gateway is to connect again: each has a slot of its own, and a random moment in the first part of it, so
 * that no more come back in any second than the others are meant to take. Where the time there is does not suffice for that, they are spread evenly
 * over all of it; where there are few, over a second. Safe for use by several threads.
 */
final class Waves {

    /** What is used of the rate; the rest is for those who come later than they were told. */
    private static final double SHARE = 0.8;

    private static final long LEAST_MICROS = TimeUnit.SECONDS.toMicros(1);

    private final long mostMicros;
    private final double slotMicros;
    private final RandomGenerator random;
    private final AtomicInteger taken = new AtomicInteger();

    /**
     * Makes them.
     *
     * @param clients how many there are
     * @param perSecond how many may connect again in a second
     * @param most the latest that one may be told
     */
    Waves(int clients, int perSecond, Duration most, RandomGenerator random) {
        this.mostMicros = TimeUnit.MILLISECONDS.toMicros(most.toMillis());
        this.random = random;
        double wanted = clients / (perSecond * SHARE) * TimeUnit.SECONDS.toMicros(1);
        double all = Math.min(Math.max(wanted, LEAST_MICROS), mostMicros);
        this.slotMicros = all / Math.max(1, clients);
    }

    /** After how many milliseconds the next client is to connect again. */
    long nextMillis() {
        long begin = (long) (taken.getAndIncrement() * slotMicros);
        long jitter = (long) (slotMicros * (1 - SHARE));
        long within = jitter < 1 ? 0 : random.nextLong(jitter);
        return TimeUnit.MICROSECONDS.toMillis(Math.min(begin + within, mostMicros));
    }
}
