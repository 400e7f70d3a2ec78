package io.keel.im.logic;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.GroupId;
import io.keel.im.logic.Desk.Told;
import io.keel.im.protocol.MessageTasks;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Task;
import io.keel.im.spi.TaskHandler;
import io.keel.im.spi.Tasks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What logic publishes after it has stored, answered and pushed. */
class TaskFeedTest {

    private static final UserId ANN = new UserId("ann");
    private static final UserId BOB = new UserId("bob");
    private static final ConversationId ANN_BOB = ConversationId.direct(ANN, BOB);

    private final Notebook notebook = new Notebook();
    private final Desk desk = new Desk(UnaryOperator.identity(), TaskFeed.of(notebook));

    @Test
    void everyStoredMessageBecomesATask() {
        desk.handle(
                desk.submission(ANN, desk.text(ANN_BOB, "hello")),
                desk.submission(ANN, new GroupCommand.Create(new GroupId("team"), "team", List.of(), null, false)));
        desk.handle(desk.submission(ANN, new Recall(ANN_BOB, 1)));

        assertThat(notebook.taken).extracting(Task::kind).containsExactly("im.said", "im.changed", "im.recalled");
        assertThat(notebook.taken).extracting(Task::key).containsExactly("d:ann:bob", "g:team", "d:ann:bob");
        assertThat(notebook.messages()).isEqualTo(desk.heard);
        assertThat(notebook.taken)
                .extracting(Task::id)
                .isEqualTo(desk.heard.stream()
                        .map(message -> Long.toString(message.messageId()))
                        .toList());
    }

    @Test
    void batchWaitsForItsTasksAndItsAnswersDoNot() {
        notebook.answer = new CompletableFuture<>();
        Submission said = desk.submission(ANN, desk.text(ANN_BOB, "hello"));

        CompletionStage<Void> batch = desk.begin(said);

        assertThat(Desk.answers(desk.told())).hasSize(1).hasOnlyElementsOfType(Answer.Sent.class);
        assertThat(batch.toCompletableFuture()).isNotDone();
        notebook.answer.complete(null);
        assertThat(batch.toCompletableFuture()).isCompleted();
    }

    @Test
    void commandHandedOverAgainPublishesTheSameTask() {
        desk.online(ANN, BOB);
        Submission said = desk.submission(ANN, desk.text(ANN_BOB, "hello"));
        List<Told> first = desk.handle(said);

        assertThat(desk.handle(said)).isEqualTo(first);
        assertThat(notebook.taken).hasSize(2).containsOnly(notebook.taken.get(0));
    }

    @Test
    void batchWhoseTasksAreNotTakenIsHandedOverAgainAndStoredOnce() {
        notebook.answer = CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "no room"));
        Submission said = desk.submission(ANN, desk.text(ANN_BOB, "hello"));

        CompletionStage<Void> batch = desk.begin(said);

        assertThat(batch.toCompletableFuture())
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingCause()
                .isInstanceOfSatisfying(
                        ImException.class, e -> assertThat(e.retryable()).isTrue());
        List<Answer> first = Desk.answers(desk.told());
        notebook.answer = CompletableFuture.completedFuture(null);
        assertThat(Desk.answers(desk.handle(said))).isEqualTo(first);
        assertThat(notebook.messages()).extracting(Message::seq).containsExactly(1L);
    }

    @Test
    void taskThatWillNeverBeTakenCostsNobodyItsAnswer() {
        notebook.refused = "2";
        Submission[] batch = {
            desk.submission(ANN, desk.text(ANN_BOB, "1")),
            desk.submission(ANN, desk.text(ANN_BOB, "2")),
            desk.submission(ANN, desk.text(ANN_BOB, "3"))
        };

        assertThat(Desk.answers(desk.handle(batch))).hasSize(3).hasOnlyElementsOfType(Answer.Sent.class);
        assertThat(notebook.messages()).extracting(Message::seq).containsExactly(1L, 3L);
    }

    @Test
    void messageLargerThanATaskIsAnsweredAndPassedOver() {
        Send large = desk.text(ANN_BOB, "x".repeat(Task.MAX_BODY));

        assertThat(desk.answer(desk.submission(ANN, large))).isInstanceOf(Answer.Sent.class);
        assertThat(notebook.taken).isEmpty();
    }

    @Test
    void whatStoresNothingPublishesNothing() {
        Send once = desk.text(ANN_BOB, "once");
        desk.handle(desk.submission(ANN, once));
        desk.handle(desk.submission(ANN, new Recall(ANN_BOB, 1)));
        notebook.taken.clear();

        desk.handle(
                desk.submission(ANN, once),
                desk.submission(ANN, new Recall(ANN_BOB, 1)),
                desk.submission(BOB, new Recall(ANN_BOB, 7)));

        assertThat(notebook.taken).isEmpty();
        assertThat(notebook.calls).isEqualTo(2);
    }

    @Test
    void onlyTheKindsAskedForArePublished() {
        Desk auditor = new Desk(UnaryOperator.identity(), TaskFeed.of(notebook, MessageTasks.Kind.RECALLED));
        auditor.handle(auditor.submission(ANN, auditor.text(ANN_BOB, "hello")));
        auditor.handle(auditor.submission(ANN, new Recall(ANN_BOB, 1)));

        assertThat(notebook.taken).extracting(Task::kind).containsExactly("im.recalled");
    }

    /** Takes tasks as it is told to. */
    private static final class Notebook implements Tasks {

        private final List<Task> taken = new ArrayList<>();
        private CompletableFuture<Void> answer = CompletableFuture.completedFuture(null);
        /** The text of a message that is never taken. */
        private @Nullable String refused;

        private int calls;

        List<Message> messages() {
            return taken.stream().map(MessageTasks::read).toList();
        }

        @Override
        public CompletionStage<Void> publish(List<Task> tasks) {
            calls++;
            if (tasks.stream().map(MessageTasks::read).anyMatch(this::refuses)) {
                throw new IllegalStateException("not this one");
            }
            if (!answer.isCompletedExceptionally()) {
                taken.addAll(tasks);
            }
            return answer;
        }

        private boolean refuses(Message message) {
            return message.content() instanceof Text text && text.value().equals(refused);
        }

        @Override
        public Bus.Subscription consume(String group, Map<String, TaskHandler> handlers) {
            throw new UnsupportedOperationException("the test reads");
        }

        @Override
        public void close() {}
    }
}
