package io.keel.im.spi;

import io.keel.im.conversation.Message;
import java.util.concurrent.CompletionStage;

/**
 * Looks at messages after they were stored and delivered, for a host that cannot judge them at once (where it can, a {@link
 * MessageInterceptor} keeps them out).
 *
 * <p>Every text and data comes at least once, in order within its conversation. Called by several threads, at once too.
 */
@FunctionalInterface
public interface ContentAudit {

    /**
     * Judges a message.
     *
     * @return the verdict; a failure that is {@linkplain io.keel.im.ImException#retryable() retryable} brings the message again
     *     until it succeeds, any other a few times
     */
    CompletionStage<Verdict> audit(Message message);

    /** What becomes of a message. */
    enum Verdict {
        /** It stays. */
        KEEP,
        /** It is taken back. */
        RECALL
    }
}
