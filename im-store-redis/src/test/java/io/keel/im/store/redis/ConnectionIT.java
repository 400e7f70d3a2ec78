package io.keel.im.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.engine.RedisEngine;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What all ports share: the way to Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConnectionIT {

    private static final GatewayId GATEWAY = new GatewayId("gw");

    private RedisEngine engine;
    private Redis redis;

    @BeforeAll
    void launch() {
        engine = RedisEngine.launch();
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @BeforeEach
    void open() {
        redis = new Redis(engine);
    }

    @AfterEach
    void close() {
        engine.resume();
        redis.close();
    }

    @Test
    void callsPastTheBoundAreRefusedAtOnceAndTheRestInTime() {
        RedisConnection connection =
                redis.process(redis.settings().threads(1).queue(10).timeout(Duration.ofMillis(500)));
        SessionRegistry sessions = RedisSessions.over(connection);
        Answers.answer(sessions.renew(GATEWAY, Duration.ofMinutes(1)));
        engine.pause();

        List<CompletionStage<?>> calls = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            calls.add(sessions.online(session(i)));
        }

        long refused = calls.stream()
                .filter(call -> call.toCompletableFuture().isCompletedExceptionally())
                .count();
        // One pipeline may have left before the queue was full.
        assertThat(refused).isBetween(60L, 90L);
        calls.forEach(Answers::assertUnavailable);
        engine.resume();
        // The breaker has opened, and tries once a second.
        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .untilAsserted(() -> Answers.answer(sessions.online(session(1))));
    }

    @Test
    void thousandsWhoComeAtOnceAreServed() {
        SessionRegistry sessions = RedisSessions.over(redis.process());
        List<CompletionStage<?>> calls = new ArrayList<>();
        for (int i = 0; i < 10_000; i++) {
            calls.add(sessions.online(session(i)));
        }
        calls.forEach(Answers::answer);

        List<UserId> users = IntStream.range(0, 10_000)
                .mapToObj(i -> new UserId("user-" + i))
                .toList();
        assertThat(Answers.answer(sessions.locate(users)).at(GATEWAY))
                .hasSize(10_000)
                .isSorted();
    }

    @Test
    void scriptsThatTheServerHasForgottenAreLoadedAgain() {
        SessionRegistry sessions = RedisSessions.over(redis.process());
        Session older = session(1);
        Answers.answer(sessions.online(older));
        redis.hand().scriptFlush();
        Session newer = new Session(older.user(), older.device(), GATEWAY, older.connection() + 1);

        assertThat(Answers.answer(sessions.announce(GATEWAY, List.of(newer, session(2)), List.of())))
                .containsExactly(older);
    }

    @Test
    void connectionIsOpenedBeforeTheServerIs() {
        engine.kill();
        RedisConnection connection = redis.process();
        SessionRegistry sessions = RedisSessions.over(connection);
        Answers.assertUnavailable(sessions.online(session(1)));
        Answers.assertUnavailable(connection.answers());

        engine.restart();

        Answers.answer(sessions.online(session(1)));
        Answers.answer(connection.answers());
    }

    @Test
    void closedConnectionServesNobody() {
        RedisConnection connection = redis.process();
        SessionRegistry sessions = RedisSessions.over(connection);
        connection.close();
        connection.close();

        Answers.assertUnavailable(sessions.online(session(1)));
    }

    @Test
    void everyKeyGoesByItself() {
        SessionRegistry sessions = RedisSessions.over(redis.process());
        Answers.answer(sessions.renew(GATEWAY, Duration.ofSeconds(10)));
        Answers.answer(sessions.announce(GATEWAY, List.of(session(1)), List.of(new io.keel.im.group.GroupId("hall"))));
        Answers.answer(sessions.online(session(2)));
        Answers.answer(sessions.offline(session(2)));
        Answers.answer(sessions.gone(new GatewayId("other")));

        assertThat(redis.keys())
                .hasSize(6)
                .allSatisfy(key -> assertThat(redis.hand().pttl(key)).as(key).isPositive());
        assertThat(redis.keys()).contains(redis.key("user_online_status:user-1"), redis.key("gateway:gw"));
    }

    @Test
    void malformedAddressIsRefused() {
        for (String uri : List.of("http://127.0.0.1", "redis://", "")) {
            assertThatThrownBy(() -> RedisConnection.open(uri)).as(uri).isInstanceOf(IllegalArgumentException.class);
        }
        RedisConnection.open("127.0.0.1").close();
        RedisConnection.open("rediss://u:p@127.0.0.1/2").close();
    }

    private static Session session(int number) {
        return new Session(new UserId("user-" + number), new DeviceId("web"), GATEWAY, 1_000 + number);
    }
}
