package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.RateLimiter;
import io.keel.im.spi.RateLimiter.Grant;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link RateLimiter} promises. Limits are so slow that what comes back during a test does not matter. */
@DisplayName("A rate limiter")
public abstract class RateLimiterTck extends PortTck {
    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");

    /** A token an hour. */
    private static final RateLimit SLOW = new RateLimit(1 / 3_600.0, 5);

    private static final long HOUR = 3_600_000;
    private static final long MINUTE = 60_000;

    private @Nullable RateLimiter limiter;
    private @Nullable RateLimiter other;

    /**
     * Opens the port with full buckets.
     *
     * @return two views of it, as two processes have them; may be the same object
     */
    protected abstract List<RateLimiter> newLimiters() throws Exception;

    /** Lets time pass for the buckets; or waits, which will be a second at most. */
    protected abstract void pass(Duration time) throws Exception;

    @BeforeEach
    final void openLimiters() throws Exception {
        List<RateLimiter> views = newLimiters();
        limiter = views.get(0);
        other = views.get(1);
    }

    private static RateLimiter opened(@Nullable RateLimiter view) {
        if (view == null) {
            throw new IllegalStateException("no test is running");
        }
        return view;
    }

    private Grant take(UserId user, int demand, RateLimit limit) {
        return take(opened(limiter), user, demand, limit);
    }

    private Grant take(RateLimiter view, UserId user, int demand, RateLimit limit) {
        Map<UserId, Grant> grants = await(view.take(Map.of(user, demand), limit));
        assertThat(grants).containsOnlyKeys(user);
        return grants.getOrDefault(user, new Grant(-1, -1));
    }

    @Test
    @DisplayName("a bucket holds its burst, and tells when there is more")
    void bucketHoldsItsBurst() {
        assertThat(take(ALICE, 3, SLOW)).isEqualTo(new Grant(3, 0));
        Grant last = take(ALICE, 3, SLOW);
        assertThat(last.tokens()).isEqualTo(2);
        assertThat(last.retryAfterMillis()).isBetween(HOUR - MINUTE, HOUR);
        assertThat(take(ALICE, 1, SLOW).tokens()).isZero();
    }

    @Test
    @DisplayName("all views have one bucket of each user")
    void viewsShareBuckets() {
        assertThat(take(opened(limiter), ALICE, 4, SLOW).tokens()).isEqualTo(4);
        assertThat(take(opened(other), ALICE, 4, SLOW).tokens()).isEqualTo(1);
        assertThat(take(opened(other), BOB, 1, SLOW)).isEqualTo(new Grant(1, 0));
    }

    @Test
    @DisplayName("many users are served by one call, each from its own bucket")
    void manyUsersAreServedByOneCall() {
        Map<UserId, Integer> demands = new HashMap<>();
        for (int i = 0; i < 1_000; i++) {
            demands.put(new UserId("user-" + i), 1 + i % 7);
        }

        Map<UserId, Grant> grants = await(opened(limiter).take(demands, SLOW));

        assertThat(grants).containsOnlyKeys(demands.keySet());
        demands.forEach((user, demand) -> assertThat(grants.get(user))
                .satisfies(grant -> assertThat(grant.tokens()).isEqualTo(Math.min(demand, SLOW.burst()))));
    }

    @Test
    @DisplayName("who waits for as long as it was told is served, and nobody is told to wait for longer")
    void toldWaitIsTrue() throws Exception {
        RateLimit fast = new RateLimit(5, 2);
        take(ALICE, 2, fast);
        Grant refused = take(ALICE, 1, fast);
        assertThat(refused.tokens()).isZero();
        assertThat(refused.retryAfterMillis()).isBetween(1L, 200L);

        pass(Duration.ofMillis(refused.retryAfterMillis()));

        assertThat(take(ALICE, 1, fast).tokens()).isEqualTo(1);
    }

    @Test
    @DisplayName("calls that come together get no more than there is")
    void callsTogetherGetNoMoreThanThereIs() {
        List<CompletionStage<Map<UserId, Grant>>> calls = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            calls.add(opened(i % 2 == 0 ? limiter : other).take(Map.of(ALICE, 1), SLOW));
        }
        int granted = 0;
        for (CompletionStage<Map<UserId, Grant>> call : calls) {
            granted += await(call).getOrDefault(ALICE, new Grant(0, 0)).tokens();
        }
        assertThat(granted).isEqualTo(SLOW.burst());
    }

    @Test
    @DisplayName("when the limit changes, what is there stays and what is missing comes at the new rate")
    void limitChanges() {
        take(ALICE, 5, SLOW);
        RateLimit twice = new RateLimit(2 / 3_600.0, 5);
        assertThat(take(ALICE, 1, twice).retryAfterMillis()).isBetween(HOUR / 2 - MINUTE, HOUR / 2);
        RateLimit larger = new RateLimit(1 / 3_600.0, 50);
        assertThat(take(ALICE, 1, larger).retryAfterMillis()).isBetween(HOUR - MINUTE, HOUR);

        take(BOB, 2, SLOW);
        assertThat(take(BOB, 50, new RateLimit(1 / 3_600.0, 2)).tokens()).isEqualTo(2);
        assertThat(take(BOB, 50, larger).tokens()).isZero();
    }

    @Test
    @DisplayName("a full bucket is full by whatever limit")
    void fullBucketStaysFull() throws Exception {
        RateLimit fast = new RateLimit(10, 2);
        take(ALICE, 1, fast);

        pass(Duration.ofMillis(200));

        assertThat(take(ALICE, 100, new RateLimit(1 / 3_600.0, 60)).tokens()).isEqualTo(60);
    }

    @Test
    @DisplayName("extreme limits are kept")
    void extremeLimits() {
        assertThat(take(ALICE, 1_000, new RateLimit(1e9, 1_000_000_000))).isEqualTo(new Grant(1_000, 0));
        RateLimit rare = new RateLimit(0.001, 1);
        assertThat(take(BOB, 1, rare)).isEqualTo(new Grant(1, 0));
        assertThat(take(BOB, 1, rare).retryAfterMillis()).isBetween(1_000_000L - MINUTE, 1_000_000L);
    }
}
