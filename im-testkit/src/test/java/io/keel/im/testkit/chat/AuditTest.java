package io.keel.im.testkit.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.command.Answer;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Text;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.job.ContentAuditor;
import io.keel.im.job.DailyStatistics;
import io.keel.im.job.JobWorker;
import io.keel.im.memory.MemoryStatistics;
import io.keel.im.memory.MemoryTasks;
import io.keel.im.protocol.MessageTasks.Kind;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.EventKind;
import io.keel.im.protocol.v1.Message;
import io.keel.im.spi.Bus;
import io.keel.im.spi.ContentAudit.Verdict;
import io.keel.im.spi.StatisticsStore;
import io.keel.im.spi.Task;
import io.keel.im.spi.TaskHandler;
import io.keel.im.spi.Tasks;
import io.keel.im.testkit.client.ScriptedClient;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs about what was said: an audit that takes back in the name of the system, and statistics. */
class AuditTest extends ChatTest {

    private final AtomicInteger outages = new AtomicInteger();
    private final Tasks tasks = new FailingTasks(MemoryTasks.of(Runnable::run, pause -> (Executor) Runnable::run));
    private final MemoryStatistics statistics = new MemoryStatistics();

    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im.tasks(tasks, Kind.SAID);
    }

    @BeforeEach
    void startJobs() {
        JobWorker.over(tasks)
                .job(
                        "audit",
                        ContentAuditor.of(
                                message -> CompletableFuture.completedFuture(
                                        message.content() instanceof Text text
                                                        && text.value().contains("spam")
                                                ? Verdict.RECALL
                                                : Verdict.KEEP),
                                chat().im()::recall))
                .job("statistics", DailyStatistics.into(statistics));
    }

    @Test
    void whatTheAuditRefusesIsRecalledByNobody() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.send("bob", "hello");
        alice.send("bob", "buy spam");

        assertThat(List.of(bob.expectMessage().getText(), bob.expectMessage().getText()))
                .containsExactly("hello", "buy spam");
        for (Message event : List.of(bob.expectMessage(), alice.expectMessage())) {
            assertThat(event.getEvent().getKind()).isEqualTo(EventKind.RECALLED);
            assertThat(event.getEvent().getSeq()).isEqualTo(2);
            assertThat(event.getFrom()).isEmpty();
            assertThat(event.getDevice()).isEmpty();
            assertThat(event.getSeq()).isEqualTo(3);
        }
        List<Message> history = bob.history(ALICE_BOB).getMessagesList();
        assertThat(history).extracting(Message::getRecalled).containsExactly(false, true, false);
        assertThat(history.get(1).getText()).isEmpty();
        assertThat(client("bob").sync(0).getEntriesCount()).isEqualTo(3);
        assertThat(bob.conversations().getItems(0).getLastMessage().getEvent().getSeq())
                .isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(names = {"WRITE", "READ"})
    void everyMemberOfAGroupHearsOfIt(Diffusion diffusion) {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("team", diffusion, "bob"));
        bob.expectMessage();

        bob.send("g:team", "spam");

        assertThat(bob.expectMessage().getEvent().getSeq()).isEqualTo(2);
        assertThat(alice.expectMessage().getEvent().getKind()).isEqualTo(EventKind.GROUP_CREATED);
        assertThat(alice.expectMessage().getText()).isEqualTo("spam");
        assertThat(alice.expectMessage().getEvent().getSeq()).isEqualTo(2);
        assertThat(alice.history("g:team").getMessages(1).getRecalled()).isTrue();
    }

    @Test
    void recallByTheAuditKeepsToNoWindow() {
        ScriptedClient alice = alice();
        alice.send("bob", "fine");
        chat().advance(Duration.ofDays(1));

        assertThat(chat().im()
                        .recall(ConversationId.parse(ALICE_BOB).orElseThrow(), 1)
                        .toCompletableFuture())
                .isCompletedWithValue(Answer.Done.DONE);
        assertThat(client("bob").history(ALICE_BOB).getMessages(0).getRecalled())
                .isTrue();
    }

    @Test
    void messageWhoseTasksAreNotTakenAtOnceIsStoredAndCountedOnce() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        outages.set(3);

        assertThat(alice.send("bob", "hello").getSeq()).isOne();

        Awaitility.await()
                .untilAsserted(() -> assertThat(statistics
                                .days(LocalDate.EPOCH, LocalDate.MAX)
                                .toCompletableFuture()
                                .join())
                        .extracting(StatisticsStore.Day::messages)
                        .containsExactly(1L));
        assertThat(bob.expectMessage().getText()).isEqualTo("hello");
        assertThat(bob.history(ALICE_BOB).getMessagesList()).hasSize(1);
        assertThat(outages.get()).isZero();
    }

    /** Takes no tasks for a while. */
    private final class FailingTasks implements Tasks {

        private final Tasks real;

        FailingTasks(Tasks real) {
            this.real = real;
        }

        @Override
        public CompletionStage<Void> publish(List<Task> published) {
            return outages.getAndUpdate(left -> Math.max(0, left - 1)) > 0
                    ? CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "no room"))
                    : real.publish(published);
        }

        @Override
        public Bus.Subscription consume(String group, Map<String, TaskHandler> handlers) {
            return real.consume(group, handlers);
        }

        @Override
        public void close() {
            real.close();
        }
    }
}
