package io.keel.im.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import io.keel.im.testkit.engine.RedisEngine;
import io.keel.im.testkit.fault.Fault;
import io.keel.im.testkit.fault.FaultPlan;
import io.keel.im.testkit.fault.Faults;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.core.ThrowingRunnable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Caches that come too late, are out of date, or have no Redis. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CacheTroubleIT {

    private static final UserId ALICE = Hall.ALICE;
    private static final UserId BOB = new UserId("bob");
    private static final GroupId HALL = Hall.ID;
    private static final ConversationId LOG = ConversationId.group(HALL);
    private static final Map<GroupId, Set<UserId>> ASKED = Map.of(HALL, Set.of(ALICE, BOB));

    private RedisEngine engine;
    private Redis redis;
    private RedisCache cache;
    private Hall hall;
    private MemoryStore store;
    private final AtomicInteger asked = new AtomicInteger();
    private ConversationStore conversations;
    private MembershipStore memberships;

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
        if (engine.pid().isEmpty()) {
            engine.restart();
        }
        redis = new Redis(engine);
        // One thread makes calls in their order.
        cache = RedisCache.over(redis.process(redis.settings().threads(1)));
        open(Diffusion.WRITE);
    }

    @AfterEach
    void close() {
        if (engine.pid().isEmpty()) {
            engine.restart();
        }
        engine.resume();
        redis.close();
    }

    @Test
    void whatIsThereIsNotAskedOfTheStore() {
        for (Diffusion diffusion : Diffusion.values()) {
            open(diffusion);
            assertThat(roster(memberships).member(ALICE)).isPresent();

            eventually(() -> {
                asked.set(0);
                Roster roster = roster(memberships);
                assertThat(asked).hasValue(0);
                assertThat(roster.group()).isEqualTo(roster(store.memberships()).group());
                assertThat(roster.member(ALICE))
                        .isEqualTo(roster(store.memberships()).member(ALICE));
                assertThat(roster.member(BOB)).isEmpty();
                assertThat(roster.everyone())
                        .hasSameElementsAs(roster(store.memberships()).everyone());
            });
        }
    }

    @Test
    void answersStartNoThreads() {
        String own = Thread.currentThread().getName();
        Set<String> threads = ConcurrentHashMap.newKeySet();
        for (int i = 0; i < 50; i++) {
            memberships
                    .rosters(ASKED)
                    .thenRun(() -> threads.add(Thread.currentThread().getName()))
                    .toCompletableFuture()
                    .join();
        }

        assertThat(threads).allMatch(name -> name.startsWith("im-redis-") || name.equals(own));
    }

    @Test
    void changeShowsAsSoonAsItIsAnswered() {
        for (Diffusion diffusion : Diffusion.values()) {
            open(diffusion);
            for (int i = 0; i < 20; i++) {
                assertThat(roster(memberships).member(BOB)).isEmpty();
                append(hall.joins(BOB));
                assertThat(roster(memberships).member(BOB)).as("after the join").isPresent();
                append(hall.leaves(BOB));
            }
        }
    }

    @Test
    void olderRosterThatComesLateIsNotCached() {
        Roster old = roster(store.memberships());
        CompletableFuture<Map<GroupId, Roster>> late = new CompletableFuture<>();
        MembershipStore slow = CachedMemberships.over(answering(late), cache);
        CompletionStage<Map<GroupId, Roster>> reading = slow.rosters(ASKED);
        append(hall.joins(BOB));

        late.complete(Map.of(HALL, old));
        Answers.answer(reading);
        append(hall.said(ALICE));

        assertThat(roster(memberships).member(BOB)).isPresent();
        assertThat(roster(memberships).group().version()).isEqualTo(old.group().version() + 1);
    }

    @Test
    void staleEntryIsOutOnceAnAppendHasFoundItSo() {
        long version = roster(memberships).group().version();
        eventually(() -> {
            asked.set(0);
            roster(memberships);
            assertThat(asked).hasValue(0);
        });
        // A change that nobody told the cache of.
        Answers.answer(store.conversations().append(List.of(hall.joins(BOB))));
        assertThat(roster(memberships).member(BOB)).as("out of date").isEmpty();

        Append judged = hall.said(ALICE, version);
        assertThat(Answers.answer(conversations.append(List.of(judged)))).containsExactly(AppendResult.Stale.STALE);

        assertThat(roster(memberships).member(BOB)).isPresent();
    }

    @Test
    void appendThatFailedAfterItWasStoredLeavesNothingOld() {
        open(Diffusion.READ);
        roster(memberships);
        assertThat(head()).isEqualTo(1);
        ConversationStore failing = CachedConversations.over(
                Faults.by(FaultPlan.script(Fault.failAfterwards()).on("append"))
                        .around(ConversationStore.class, store.conversations()),
                cache);

        Append join = hall.joins(BOB);
        Answers.assertUnavailable(failing.append(List.of(join)));

        assertThat(roster(memberships).member(BOB)).isPresent();
        assertThat(head()).isEqualTo(2);
        assertThat(Answers.answer(failing.append(List.of(join)))).hasSize(1);
        assertThat(head()).isEqualTo(2);
    }

    @Test
    void headsAreTheNewestThatWasAnswered() {
        open(Diffusion.READ);
        for (long seq = 2; seq < 50; seq++) {
            append(hall.said(ALICE));
            assertThat(head()).isEqualTo(seq);
        }
        ConversationId none = ConversationId.group(new GroupId("none"));
        assertThat(Answers.answer(conversations.heads(List.of(none, LOG, ConversationId.direct(ALICE, BOB)))))
                .isEqualTo(Map.of(LOG, 49L));
    }

    @Test
    void requestsDoNotNoticeARedisThatIsDown() {
        engine.kill();

        assertServed();
        engine.restart();
        assertServed();
    }

    @Test
    void requestsWaitShortlyForARedisThatIsFrozen() {
        engine.pause();
        long frozen = System.nanoTime();

        assertServed();

        assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(Duration.ofSeconds(3));
        engine.resume();
        assertServed();
    }

    @Test
    void entryThatCouldNotBeTakenAwayGoesByItself() {
        RedisCache brief = RedisCache.builder(redis.process())
                .timeToLive(Duration.ofMillis(300))
                .build();
        MembershipStore reading = CachedMemberships.over(store.memberships(), brief);
        assertThat(roster(reading).member(BOB)).isEmpty();
        Answers.answer(store.conversations().append(List.of(hall.joins(BOB))));

        eventually(() -> assertThat(roster(reading).member(BOB)).isPresent());
    }

    private void assertServed() {
        long version = roster(store.memberships()).group().version();
        append(hall.joins(BOB));
        assertThat(roster(memberships).group().version()).isEqualTo(version + 1);
        append(hall.leaves(BOB));
        assertThat(roster(memberships).member(BOB)).isEmpty();
        append(hall.said(ALICE));
        assertThat(head())
                .isEqualTo(Answers.answer(store.conversations().heads(List.of(LOG)))
                        .get(LOG));
        assertThat(Answers.answer(CachedAccounts.over(store.accounts(), cache).find(ALICE)))
                .isEmpty();
    }

    private static void eventually(ThrowingRunnable assertion) {
        await().atMost(Duration.ofSeconds(5)).untilAsserted(assertion);
    }

    private long head() {
        return Answers.answer(conversations.heads(List.of(LOG))).getOrDefault(LOG, 0L);
    }

    private static Roster roster(MembershipStore from) {
        Roster roster = Answers.answer(from.rosters(ASKED)).get(HALL);
        assertThat(roster).isNotNull();
        return roster;
    }

    private static MembershipStore answering(CompletionStage<Map<GroupId, Roster>> rosters) {
        MemoryStore empty = new MemoryStore();
        return new MembershipStore() {
            @Override
            public CompletionStage<Map<GroupId, Roster>> rosters(Map<GroupId, Set<UserId>> asked) {
                return rosters;
            }

            @Override
            public CompletionStage<List<Member>> members(GroupId group, String after, int limit) {
                return empty.memberships().members(group, after, limit);
            }

            @Override
            public CompletionStage<List<Membership>> groupsOf(UserId user) {
                return empty.memberships().groupsOf(user);
            }

            @Override
            public CompletionStage<Set<UserId>> shareWriteDiffusedGroup(UserId user, Set<UserId> others) {
                return empty.memberships().shareWriteDiffusedGroup(user, others);
            }
        };
    }

    private void append(Append entry) {
        assertThat(Answers.answer(conversations.append(List.of(entry))))
                .hasOnlyElementsOfType(AppendResult.Stored.class);
    }

    /** Starts over with a group of alice alone. */
    private void open(Diffusion diffusion) {
        redis.forget();
        hall = new Hall();
        store = hall.store();
        conversations = CachedConversations.over(store.conversations(), cache);
        MembershipStore counted = Faults.by(method -> {
                    asked.incrementAndGet();
                    return Fault.pass();
                })
                .around(MembershipStore.class, store.memberships());
        memberships = CachedMemberships.over(counted, cache);
        asked.set(0);
        append(hall.created(diffusion));
    }
}
