package io.keel.im.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Locks;
import io.keel.im.spi.Sequencer;
import io.keel.im.spi.Sequencer.Demand;
import io.keel.im.testkit.engine.RedisEngine;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Locks and seqs of a Redis that forgets, freezes and loads an old dump. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LocksTroubleIT {

    private static final Duration TTL = Duration.ofSeconds(2);
    private static final ConversationId HALL = ConversationId.group(new GroupId("hall"));

    private RedisEngine engine;
    private Redis redis;
    private Locks mine;
    private Locks theirs;

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
        mine = RedisLocks.over(redis.process(redis.settings().timeout(Duration.ofMillis(500))));
        theirs = RedisLocks.over(redis.process());
    }

    @AfterEach
    void close() {
        redis.close();
    }

    @Test
    void lockIsRenewedForAsLongAsItIsHeld() {
        Locks.Lease lease = taken(mine);

        await().pollDelay(TTL.multipliedBy(2))
                .untilAsserted(() -> assertThat(lease.held()).isTrue());

        assertThat(Answers.answer(theirs.tryLock("job", TTL))).isEmpty();
        assertThat(redis.hand().pttl(redis.key("lock:job"))).isPositive();
    }

    @Test
    void flushedLockIsLostAndTokensGrowOn() {
        Locks.Lease before = taken(mine);
        redis.hand().flushAll();

        Locks.Lease after = taken(theirs);
        Answers.answer(before.lost());

        assertThat(before.held()).isFalse();
        assertThat(after.token()).isGreaterThan(before.token());
        Answers.answer(before.release());
        assertThat(after.held()).isTrue();
        assertThat(Answers.answer(mine.tryLock("job", TTL))).isEmpty();
    }

    @Test
    void holderDoesNotTrustALockThatItCannotRenew() {
        Locks.Lease lease = taken(mine);
        engine.pause();
        long frozen = System.nanoTime();

        await().atMost(TTL.plusSeconds(1)).until(() -> !lease.held());
        assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(TTL);
        Answers.answer(lease.lost());
        engine.resume();

        await().atMost(Duration.ofSeconds(10))
                .ignoreExceptions()
                .until(() -> Answers.answer(theirs.tryLock("job", TTL)).isPresent());
        assertThat(lease.held()).isFalse();
    }

    @Test
    void deadHoldersLockIsFreeAfterItsTtl() {
        RedisConnection dying = redis.process();
        taken(RedisLocks.over(dying));
        assertThat(Answers.answer(theirs.tryLock("job", TTL))).isEmpty();

        dying.close();

        await().atMost(TTL.plusSeconds(2))
                .until(() -> Answers.answer(theirs.tryLock("job", TTL)).isPresent());
    }

    @Test
    void sequencerThatHasLoadedAnOldDumpGoesOnBehindTheHead() {
        Sequencer sequencer = RedisSequencer.over(redis.process());
        assertThat(allot(sequencer, 0, 10)).isEqualTo(1);
        redis.save();
        assertThat(allot(sequencer, 0, 20)).isEqualTo(11);
        long head = 30;

        engine.kill();
        engine.restart();

        await().atMost(Duration.ofSeconds(5))
                .ignoreExceptions()
                .untilAsserted(() -> assertThat(allot(sequencer, 0, 1)).isLessThanOrEqualTo(head));
        assertThat(allot(sequencer, head, 1)).isEqualTo(head + 1);
        assertThat(allot(sequencer, 0, 1)).isEqualTo(head + 2);
        assertThat(redis.hand().pttl(redis.key("conversation_seq:g:hall"))).isPositive();
    }

    private static long allot(Sequencer sequencer, long after, int count) {
        return Answers.answer(sequencer.allot(Map.of(HALL, new Demand(after, count))))
                .getOrDefault(HALL, 0L);
    }

    private static Locks.Lease taken(Locks locks) {
        return Answers.answer(locks.tryLock("job", TTL)).orElseThrow();
    }
}
