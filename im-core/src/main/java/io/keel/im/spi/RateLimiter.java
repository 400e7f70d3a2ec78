package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.rate.RateLimit;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Buckets of tokens, one per user, that all gateways share: a user at two of them has one bucket.
 *
 * <p><b>Order.</b> What is taken out of one bucket is taken at once; calls that come together are served in some order, and together
 * get no more than there is. Buckets of several users have nothing to do with each other. <b>Limits.</b> A bucket that was
 * never heard of, or is forgotten, is full. Whoever asks tells the limit by which the bucket fills; when it is another than the
 * last time, the tokens that are there stay, up to the new burst, and others come at the new rate. <b>Repeats.</b> The same call again
 * takes again. <b>Errors.</b> A failed stage bears {@code UNAVAILABLE}, and tokens may have been taken nevertheless. <b>Threads.</b> May
 * be called from any thread, and never waits.
 */
@FunctionalInterface
public interface RateLimiter {

    /**
     * Takes tokens, of each user as many as are there, up to the demand.
     *
     * @param demands how many tokens of which users, each 1 or more
     * @param limit how all these buckets fill
     * @return what each of the users was given
     */
    CompletionStage<Map<UserId, Grant>> take(Map<UserId, Integer> demands, RateLimit limit);

    /**
     * What a user was given.
     *
     * @param tokens how many, up to the demand
     * @param retryAfterMillis after how long there is another, if the demand was for more; 0 if it was not. It is no shorter than it has
     *     to be, and no longer by more than a millisecond
     */
    record Grant(int tokens, long retryAfterMillis) {}
}
