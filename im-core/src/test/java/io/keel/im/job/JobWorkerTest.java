package io.keel.im.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.memory.MemoryStatistics;
import io.keel.im.memory.MemoryTasks;
import io.keel.im.protocol.MessageTasks;
import io.keel.im.protocol.MessageTasks.Kind;
import io.keel.im.spi.ContentAudit.Verdict;
import io.keel.im.spi.StatisticsStore.Day;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Jobs hear of every message, each at its own pace. */
class JobWorkerTest {

    private static final UserId ANN = new UserId("ann");
    private static final ConversationId ANN_BOB = ConversationId.direct(ANN, new UserId("bob"));
    private static final long NEW_YEAR = Instant.parse("2026-01-01T00:00:00Z").toEpochMilli();

    private final LaterTasks time = new LaterTasks();
    private final MemoryTasks tasks = MemoryTasks.of(Runnable::run, time::after);
    private final JobWorker worker = JobWorker.over(tasks);
    private final List<Long> recalled = new ArrayList<>();
    private CompletionStage<Answer> recallAnswer = CompletableFuture.completedFuture(Answer.Done.DONE);
    private long seq;

    @Test
    void everyJobGetsWhatItAskedFor() {
        List<Message> all = new ArrayList<>();
        List<Message> recalls = new ArrayList<>();
        worker.job("all", into(all)).job("recalls", into(recalls), Kind.RECALLED);

        Message said = text(ANN, "hello", NEW_YEAR);
        Message recall = message(null, Event.recalled(1), NEW_YEAR);
        publish(said, recall);

        assertThat(all).containsExactly(said, recall);
        assertThat(recalls).containsExactly(recall);
    }

    @Test
    void jobThatFailsHoldsUpNoOther() {
        List<Message> done = new ArrayList<>();
        worker.job("broken", message -> {
                    throw new ImException(ErrorCode.UNAVAILABLE, "no index");
                })
                .job("fine", into(done));

        publish(text(ANN, "1", NEW_YEAR), text(ANN, "2", NEW_YEAR));

        assertThat(done).hasSize(2);
    }

    @Test
    void closedWorkerDoesNothing() {
        List<Message> done = new ArrayList<>();
        worker.job("fine", into(done));
        worker.close();
        worker.close();
        publish(text(ANN, "1", NEW_YEAR));

        assertThat(done).isEmpty();
        assertThatThrownBy(() -> worker.job("late", into(done))).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void statisticsCountOnceWhatComesTwice() {
        MemoryStatistics statistics = new MemoryStatistics();
        worker.job("statistics", DailyStatistics.into(statistics));

        Message said = text(ANN, "hello", NEW_YEAR);
        publish(
                said,
                said,
                said.blank(),
                message(ANN, Event.recalled(1), NEW_YEAR),
                message(null, Event.recalled(1), NEW_YEAR),
                text(new UserId("bob"), "the day before", NEW_YEAR - 1));

        LocalDate day = LocalDate.of(2026, 1, 1);
        assertThat(statistics.days(day.minusDays(9), day).toCompletableFuture().join())
                .containsExactly(new Day(day.minusDays(1), 1, 1, 1), new Day(day, 1, 1, 1));
    }

    @Test
    void dayIsClosedWhenNoTaskOfItCanComeAnyMore() {
        MemoryStatistics statistics = new MemoryStatistics();
        worker.job("statistics", DailyStatistics.into(statistics));
        Duty closing = DailyStatistics.closing(
                statistics, Period.ofDays(8), InstantSource.fixed(Instant.parse("2026-01-09T00:00:00Z")));
        publish(text(ANN, "new year", NEW_YEAR), text(ANN, "old year", NEW_YEAR - 1));

        closing.run(new io.keel.im.memory.MemoryLocks()
                        .tryLock("closing", Duration.ofSeconds(1))
                        .toCompletableFuture()
                        .join()
                        .orElseThrow())
                .toCompletableFuture()
                .join();
        publish(text(ANN, "new year", NEW_YEAR), text(ANN, "old year", NEW_YEAR - 1));

        LocalDate day = LocalDate.of(2026, 1, 1);
        assertThat(statistics.days(day.minusDays(9), day).toCompletableFuture().join())
                .containsExactly(new Day(day.minusDays(1), 1, 1, 1), new Day(day, 2, 1, 1));
    }

    @Test
    void auditRecallsWhatMayNotStand() {
        worker.job("audit", auditor());

        publish(
                text(ANN, "fine", NEW_YEAR),
                text(ANN, "spam", NEW_YEAR),
                text(ANN, "spam", NEW_YEAR).blank(),
                message(ANN, Event.recalled(1), NEW_YEAR));

        assertThat(recalled).containsExactly(2L);
    }

    @Test
    void recallThatIsNotAnsweredIsTriedAgain() {
        worker.job("audit", auditor());
        recallAnswer = CompletableFuture.completedFuture(
                new Answer.Refused(Refusal.of(ErrorCode.UNAVAILABLE, "not in the log")));
        publish(text(ANN, "spam", NEW_YEAR));
        recallAnswer = CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "no answer"));
        time.pass(Duration.ofSeconds(10));
        assertThat(recalled).hasSizeGreaterThan(3).containsOnly(1L);
        recalled.clear();

        recallAnswer = CompletableFuture.completedFuture(Answer.Done.DONE);
        time.pass(Duration.ofSeconds(10));

        assertThat(recalled).containsExactly(1L);
    }

    @Test
    void recallThatIsRefusedForGoodIsDone() {
        worker.job("audit", auditor());
        recallAnswer =
                CompletableFuture.completedFuture(new Answer.Refused(Refusal.of(ErrorCode.NOT_FOUND, "no message")));
        publish(text(ANN, "spam", NEW_YEAR));
        time.pass(Duration.ofSeconds(10));

        assertThat(recalled).containsExactly(1L);
    }

    private ContentAuditor auditor() {
        return ContentAuditor.of(
                message -> CompletableFuture.completedFuture(
                        message.content() instanceof Text text && text.value().equals("spam")
                                ? Verdict.RECALL
                                : Verdict.KEEP),
                (conversation, target) -> {
                    assertThat(conversation).isEqualTo(ANN_BOB);
                    recalled.add(target);
                    return recallAnswer;
                });
    }

    private static MessageJob into(List<Message> list) {
        return message -> {
            list.add(message);
            return CompletableFuture.completedFuture(null);
        };
    }

    private void publish(Message... messages) {
        for (Message message : messages) {
            tasks.publish(List.of(MessageTasks.of(message)))
                    .toCompletableFuture()
                    .join();
        }
    }

    private Message text(UserId from, String text, long sentAt) {
        return message(from, new Text(text), sentAt);
    }

    private Message message(@Nullable UserId from, Content content, long sentAt) {
        seq++;
        return Message.builder(ANN_BOB)
                .messageId(1_000 + seq)
                .seq(seq)
                .from(from)
                .content(content)
                .sentAt(sentAt)
                .build();
    }
}
