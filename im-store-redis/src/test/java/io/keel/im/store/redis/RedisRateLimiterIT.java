package io.keel.im.store.redis;

import static org.awaitility.Awaitility.await;

import io.keel.im.spi.RateLimiter;
import io.keel.im.testkit.tck.RateLimiterTck;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;

class RedisRateLimiterIT extends RateLimiterTck {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Override
    protected List<RateLimiter> newLimiters() {
        return List.of(
                RedisRateLimiter.over(engine.redis().process()),
                RedisRateLimiter.over(engine.redis().process()));
    }

    @Override
    protected void pass(Duration time) {
        await().pollDelay(time).until(() -> true);
    }
}
