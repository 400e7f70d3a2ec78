package io.keel.im.job;

import io.keel.im.conversation.Message;
import java.util.concurrent.CompletionStage;

/**
 * Does something about each message that was stored.
 *
 * <p>A message comes at least once, in order within its conversation, as it stood when its task was published: blank if it was
 * recalled by then. After a failure, or when a process ended before it could say that it is done, it comes again; and so a job
 * that must act once writes so that the second time changes nothing, or remembers {@link Message#messageId}.
 */
@FunctionalInterface
public interface MessageJob {

    /**
     * Does it. Called by several threads, at once too, but never for two messages of one conversation; must not block for long.
     *
     * @return ends when it is done. After a failure that is {@linkplain io.keel.im.ImException#retryable() retryable} the message
     *     is handed over again until it succeeds; after any other a few times, then it is put aside
     */
    CompletionStage<Void> run(Message message);
}
