package io.keel.im.spi;

import io.keel.im.Refusal;
import io.keel.im.conversation.Message;

/**
 * Sees every text and data after the rights of its sender were checked and before it is stored. Called by the logic's
 * thread, in order within a conversation; after a crash or a change of membership possibly more than once for one message.
 */
@FunctionalInterface
public interface MessageInterceptor {

    /** Lets everything pass. */
    MessageInterceptor NONE = Verdict.Pass::new;

    /** Judges a draft: its seq is not known yet. */
    Verdict intercept(Message draft);

    /** What becomes of a draft. */
    sealed interface Verdict {

        /**
         * It is stored, possibly rewritten: content, mentions and ext count, the rest is kept as it was.
         *
         * @param draft the message to be stored
         */
        record Pass(Message draft) implements Verdict {}

        /**
         * It is not stored, and its sender is told why.
         *
         * @param refusal what the sender is told
         */
        record Refuse(Refusal refusal) implements Verdict {}
    }
}
