package io.keel.im.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.UserId;
import io.keel.im.guard.ShedException;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Locks;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.testkit.engine.RedisEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Redis that hangs and comes back, before the breaker of one connection. */
class BreakerTroubleIT {

    private static final List<UserId> ALICE = List.of(new UserId("alice"));
    private static final GatewayId GATEWAY = new GatewayId("gateway");

    private RedisEngine engine;
    private Redis redis;
    private RedisConnection connection;
    private SessionRegistry sessions;

    @BeforeEach
    void open() {
        engine = RedisEngine.launch();
        redis = new Redis(engine);
        connection = redis.process(redis.settings().timeout(Duration.ofMillis(300)));
        sessions = RedisSessions.over(connection);
        Answers.answer(sessions.locate(ALICE));
    }

    @AfterEach
    void close() {
        engine.resume();
        redis.close();
        engine.close();
    }

    @Test
    void frozenRedisIsGivenUpAndFoundAgain() {
        Locks.Lease lock = Answers.answer(RedisLocks.over(connection).tryLock("lock", Duration.ofSeconds(60)))
                .orElseThrow();
        engine.pause();
        giveUp();

        assertThat(sessions.locate(ALICE).toCompletableFuture())
                .as("fails at once, without a thread")
                .isCompletedExceptionally();
        assertThat(sessions.locate(ALICE).toCompletableFuture().handle((located, failure) -> failure.getCause()))
                .isCompletedWithValueMatching(ShedException.class::isInstance);
        // Tried in vain, and not refused.
        assertThat(sessions.renew(GATEWAY, Duration.ofSeconds(10)).toCompletableFuture())
                .isNotDone();
        engine.resume();

        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            sessions.locate(ALICE);
            return connection.breaker() == BreakerState.CLOSED;
        });
        Answers.answer(sessions.locate(ALICE));
        assertThat(lock.held()).isTrue();
    }

    @Test
    void renewalThatIsAnsweredEndsThePause() {
        engine.pause();
        giveUp();
        engine.resume();

        Answers.answer(sessions.renew(GATEWAY, Duration.ofSeconds(10)));

        assertThat(connection.breaker()).isNotEqualTo(BreakerState.OPEN);
        Answers.answer(sessions.locate(ALICE));
    }

    @Test
    void refusedCommandsAreAnswers() {
        redis.hand().set(redis.key("gateway:gateway"), "not what it should be");
        redis.hand().set(redis.key("user_online_status:alice"), "not a hash");

        for (int i = 0; i < 30; i++) {
            sessions.locate(ALICE)
                    .toCompletableFuture()
                    .handle((located, failure) -> located)
                    .join();
        }

        assertThat(connection.breaker()).isEqualTo(BreakerState.CLOSED);
    }

    private void giveUp() {
        await().atMost(10, TimeUnit.SECONDS).until(() -> {
            List<CompletionStage<?>> calls = new ArrayList<>();
            for (int i = 0; i < 12; i++) {
                calls.add(sessions.locate(ALICE));
            }
            calls.forEach(Answers::assertUnavailable);
            return connection.breaker() == BreakerState.OPEN;
        });
    }
}
