package io.keel.im.store.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A process that sleeps amid a transaction keeps its rows from nobody for long. */
class SleepingWriterIT {

    @RegisterExtension
    static final Schema SCHEMA = new Schema();

    private static final UserId ALICE = Sender.user("alice");
    private static final UserId BOB = Sender.user("bob");

    @Test
    void rowsThatASleeperHasLockedAreFreeAgainSoon() throws Exception {
        try (MysqlStore empty = SCHEMA.emptyStore();
                MysqlStore sleeper = MysqlStore.builder(SCHEMA.url()).build();
                MysqlStore other = MysqlStore.builder(SCHEMA.url()).build()) {
            Sender.append(empty.stores(), List.of(Sender.text(ALICE, BOB)));
            CountDownLatch asleep = new CountDownLatch(1);
            CountDownLatch awake = new CountDownLatch(1);
            CompletionStage<Boolean> transaction = sleeper.database().change(handle -> {
                handle.select(
                                "SELECT head_seq FROM conversations WHERE conversation_id = ? FOR UPDATE",
                                ConversationId.direct(ALICE, BOB).value())
                        .mapTo(Long.class)
                        .one();
                asleep.countDown();
                awaitWaking(awake);
                return handle.execute("UPDATE conversations SET head_seq = 100") == 1;
            });
            assertThat(asleep.await(10, TimeUnit.SECONDS)).isTrue();

            Append next = Sender.text(ALICE, BOB);
            CompletionStage<List<AppendResult>> appended =
                    other.stores().conversations().append(List.of(next));

            assertThat(appended)
                    .succeedsWithin(Duration.ofSeconds(30))
                    .satisfies(results -> assertThat(results).hasOnlyElementsOfType(AppendResult.Stored.class));
            awake.countDown();
            assertThat(transaction).failsWithin(Duration.ofSeconds(30));
        }
        assertThat(SCHEMA.number("SELECT MAX(head_seq) FROM conversations")).isEqualTo(2);
    }

    private static void awaitWaking(CountDownLatch awake) {
        try {
            assertThat(awake.await(60, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
