package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two stores on one schema, as two processes have them. */
class TwoStoresIT {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private static final List<UserId> USERS =
            List.of(Sender.user("alice"), Sender.user("bob"), Sender.user("Bob"), Sender.user("carol"));
    private static final GroupId TEAM = new GroupId("team");
    private static final int WRITERS = 4;
    private static final int BATCHES = 40;

    @Test
    void storesThatAppendToTheSameConversationsLeaveNoGap() throws Exception {
        try (MysqlStore one = SCHEMA.emptyStore();
                MysqlStore other = SCHEMA.store()) {
            Sender.append(one.stores(), List.of(Sender.created(TEAM, Diffusion.WRITE, USERS)));
            List<Callable<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < WRITERS; i++) {
                MysqlStore store = i % 2 == 0 ? one : other;
                Random random = new Random(i);
                writers.add(() -> {
                    for (int batch = 0; batch < BATCHES; batch++) {
                        assertThat(Sender.append(store.stores(), batch(random)))
                                .hasOnlyElementsOfType(AppendResult.Stored.class);
                    }
                    return BATCHES;
                });
            }
            together(writers);
        }

        Numbering.check(SCHEMA);
        assertThat(SCHEMA.number("SELECT COUNT(*) FROM messages")).isEqualTo(1L + WRITERS * BATCHES * 8);
        assertThat(SCHEMA.number("SELECT head_count FROM conversations WHERE conversation_id = 'g:team'"))
                .isEqualTo(SCHEMA.number("SELECT MAX(said_count) FROM messages WHERE conversation_id = 'g:team'"));
    }

    @Test
    void oneCommandGivenToBothIsStoredOnce() throws Exception {
        try (MysqlStore one = SCHEMA.emptyStore();
                MysqlStore other = SCHEMA.store()) {
            for (int round = 0; round < 20; round++) {
                List<Append> batch = batch(new Random(round)).stream()
                        .filter(append -> append.membershipVersion() == 0)
                        .toList();

                List<List<AppendResult>> results = together(
                        List.of(() -> Sender.append(one.stores(), batch), () -> Sender.append(other.stores(), batch)));

                for (int i = 0; i < batch.size(); i++) {
                    assertThat(List.of(results.get(0).get(i), results.get(1).get(i)))
                            .filteredOn(AppendResult.Stored.class::isInstance)
                            .hasSize(1);
                }
            }
        }

        Numbering.check(SCHEMA);
    }

    @Test
    void workerThatWasPausedCannotWriteByWhatItRemembers() throws Exception {
        try (MysqlStore paused = SCHEMA.emptyStore();
                MysqlStore other = SCHEMA.store()) {
            ConversationId conversation = ConversationId.group(TEAM);
            UserId bob = Sender.user("bob");
            Sender.append(other.stores(), List.of(Sender.created(TEAM, Diffusion.WRITE, USERS)));
            Roster remembered = roster(paused);
            Append judged = Sender.text(
                    conversation, bob, remembered.everyone(), remembered.group().version());

            Group group = roster(other).group();
            Sender.append(other.stores(), List.of(Sender.removed(group, USERS, bob)));

            assertThat(Sender.append(paused.stores(), List.of(judged))).containsExactly(AppendResult.Stale.STALE);
            assertThat(roster(paused).member(bob)).isEmpty();
            assertThat(SCHEMA.number("SELECT COUNT(*) FROM messages")).isEqualTo(2);
        }
        Numbering.check(SCHEMA);
    }

    private static Roster roster(MysqlStore store) throws Exception {
        Map<GroupId, Roster> rosters = store.stores()
                .memberships()
                .rosters(Map.of(TEAM, Set.of()))
                .toCompletableFuture()
                .get(10, TimeUnit.SECONDS);
        return rosters.values().iterator().next();
    }

    /** Eight texts, to conversations in any order. */
    private static List<Append> batch(Random random) {
        List<Append> batch = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            UserId from = USERS.get(random.nextInt(USERS.size()));
            UserId to = USERS.get(random.nextInt(USERS.size()));
            batch.add(
                    random.nextInt(4) == 0
                            ? Sender.text(ConversationId.group(TEAM), from, USERS, 1)
                            : Sender.text(from, to));
        }
        return batch;
    }

    private static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> each : threads.invokeAll(tasks, 60, TimeUnit.SECONDS)) {
                results.add(each.get());
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
