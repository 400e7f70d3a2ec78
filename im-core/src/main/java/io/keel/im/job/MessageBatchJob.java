package io.keel.im.job;

import io.keel.im.conversation.Message;
import io.keel.im.spi.TaskBatchHandler;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Does something about stored messages, several at once where several have arrived: a job that writes has fewer commits. */
@FunctionalInterface
public interface MessageBatchJob extends MessageJob {

    /**
     * Does it. A failure that is {@linkplain io.keel.im.ImException#retryable() retryable} brings all of them again; any other
     * brings them in parts, until the message is alone that fails, and that one is put aside.
     *
     * @param messages up to {@value TaskBatchHandler#MAX_BATCH}, of several conversations, those of one in order
     */
    CompletionStage<Void> runAll(List<Message> messages);

    @Override
    default CompletionStage<Void> run(Message message) {
        return runAll(List.of(message));
    }
}
