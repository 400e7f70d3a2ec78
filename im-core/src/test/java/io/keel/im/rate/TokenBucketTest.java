package io.keel.im.rate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class TokenBucketTest {

    private static final long MILLI = 1_000_000;
    private static final RateLimit DEFAULT = new RateLimit(1, 5);

    private final TokenBucket bucket = new TokenBucket();

    @Property
    void whoWaitsAsToldIsServedAndNotAMillisecondTooLate(
            @ForAll @DoubleRange(min = 0.01, max = 100_000) double perSecond,
            @ForAll @IntRange(min = 1, max = 1_000) int burst,
            @ForAll @LongRange(min = Long.MIN_VALUE / 2, max = Long.MAX_VALUE / 2) long start,
            @ForAll @IntRange(min = 0, max = 500) int skipped) {
        TokenBucket any = new TokenBucket();
        RateLimit limit = new RateLimit(perSecond, burst);
        long now = start;
        for (int i = 0; i < burst; i++) {
            assertThat(any.take(limit, now)).isZero();
        }
        now += skipped;

        for (int i = 0; i < 5; i++) {
            long wait = any.take(limit, now);
            if (wait > 0) {
                assertThat(any.take(limit, now + (wait - 1) * MILLI)).isPositive();
                now += wait * MILLI;
                assertThat(any.look(limit, now)).isZero();
                assertThat(any.take(limit, now)).isZero();
            }
        }
    }

    @Test
    void doubledRateCountsFromTheNextTryOn() {
        drain(DEFAULT, 0);
        RateLimit twice = new RateLimit(2, 5);

        assertThat(bucket.take(twice, 0)).isEqualTo(500);
        assertThat(bucket.take(twice, 500 * MILLI)).isZero();
        assertThat(bucket.take(twice, 500 * MILLI)).isEqualTo(500);
    }

    @Test
    void whoWasToldToWaitIsServedWhateverTheLimitBecame() {
        for (RateLimit later : new RateLimit[] {
            new RateLimit(2, 5), new RateLimit(0.01, 5), new RateLimit(1, 100), new RateLimit(0.01, 1)
        }) {
            TokenBucket fresh = new TokenBucket();
            for (int i = 0; i < 5; i++) {
                fresh.take(DEFAULT, 0);
            }
            long wait = fresh.take(DEFAULT, 0);

            assertThat(fresh.take(later, wait * MILLI)).as("%s", later).isZero();
        }
    }

    @Test
    void largerBurstIsFilledAndNotGiven() {
        drain(DEFAULT, 0);
        RateLimit larger = new RateLimit(1, 100);

        assertThat(bucket.take(larger, 0)).isEqualTo(1_000);
        assertThat(bucket.take(larger, 1_000 * MILLI)).isZero();
        assertThat(bucket.isFull(1_000 * MILLI)).isFalse();
    }

    @Test
    void smallerBurstTakesWhatIsTooMuch() {
        bucket.take(new RateLimit(1, 100), 0);

        drain(DEFAULT, 0);
    }

    @Test
    void threadsTogetherTakeWhatThereIs() throws InterruptedException {
        RateLimit limit = new RateLimit(0.001, 1_000);
        AtomicInteger taken = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> {
                for (int i = 0; i < 1_000; i++) {
                    if (bucket.take(limit, 0) == 0) {
                        taken.incrementAndGet();
                    }
                }
            });
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(taken).hasValue(1_000);
    }

    /** Takes the burst, and finds no more. */
    private void drain(RateLimit limit, long now) {
        for (int i = 0; i < limit.burst(); i++) {
            assertThat(bucket.take(limit, now)).as("token %d", i).isZero();
        }
        assertThat(bucket.take(limit, now)).isPositive();
    }
}
