package io.keel.im.logic;

import io.keel.im.ImException;
import io.keel.im.conversation.Message;
import io.keel.im.protocol.MessageTasks;
import io.keel.im.spi.Task;
import io.keel.im.spi.Tasks;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes a task for every message that logic has stored, while senders and receivers are told.
 *
 * <p>The batch's stage ends with the publication, and so the bus counts commands as handled only when their tasks are safe. Tasks
 * that {@link Tasks} does not take now fail the batch, which the bus hands over again after a pause: what it stored is then found
 * stored, answered and pushed once more (gateways know whose answer is no longer waited for, clients know a push by its number),
 * and its tasks are published once more, under the same ids. So tasks come at least once, also after a crash at any point, and a
 * partition waits for as long as nobody takes its tasks.
 *
 * <p>Safe for use by several threads.
 */
public final class TaskFeed {

    private static final Logger LOG = LoggerFactory.getLogger(TaskFeed.class);

    private final Tasks tasks;
    private final Set<MessageTasks.Kind> kinds;

    private TaskFeed(Tasks tasks, Set<MessageTasks.Kind> kinds) {
        this.tasks = tasks;
        this.kinds = kinds;
    }

    /**
     * Makes a feed.
     *
     * @param tasks takes what is published; never closed here
     * @param kinds what becomes a task; everything if none is named
     */
    public static TaskFeed of(Tasks tasks, MessageTasks.Kind... kinds) {
        return new TaskFeed(
                tasks, kinds.length == 0 ? EnumSet.allOf(MessageTasks.Kind.class) : EnumSet.copyOf(List.of(kinds)));
    }

    /** Publishes the tasks of a round that has ended. */
    CompletionStage<Void> publish(Round round) {
        List<Task> due = new ArrayList<>(round.size());
        for (int position = 0; position < round.size(); position++) {
            Message message = stored(round.outcome(position));
            if (message != null && kinds.contains(MessageTasks.Kind.of(message))) {
                add(message, due);
            }
        }
        return due.isEmpty() ? CompletableFuture.completedFuture(null) : publish(due);
    }

    private static @Nullable Message stored(Outcome outcome) {
        if (outcome instanceof Outcome.Stored stored) {
            return stored.message();
        }
        return outcome instanceof Outcome.Redelivered again ? again.first().message() : null;
    }

    private static void add(Message message, List<Task> due) {
        try {
            due.add(MessageTasks.of(message));
        } catch (IllegalArgumentException tooLarge) {
            // It is stored and answered: failing the batch would put it aside for nothing.
            LOG.error("no task of {}: {}", message, tooLarge.getMessage());
        }
    }

    private CompletionStage<Void> publish(List<Task> due) {
        CompletionStage<Void> published;
        try {
            published = tasks.publish(due);
        } catch (RuntimeException e) {
            published = CompletableFuture.failedFuture(e);
        }
        return published.exceptionallyCompose(failure -> failed(due, failure));
    }

    private CompletionStage<Void> failed(List<Task> due, Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof ImException known && known.retryable()) {
            return CompletableFuture.failedFuture(failure);
        } else if (due.size() > 1) {
            int half = due.size() / 2;
            return publish(due.subList(0, half)).thenCompose(done -> publish(due.subList(half, due.size())));
        }
        // The commands are done: what nobody will ever take must not make them fail.
        LOG.error("task {} cannot be published: {}", due.get(0).id(), failure.toString());
        return CompletableFuture.completedFuture(null);
    }
}
