package io.keel.im.job;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.spi.ContentAudit;
import io.keel.im.spi.ContentAudit.Verdict;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes back, in the name of the system, what a host's audit does not let stand. Receivers hear of it as of every recall; its event
 * is from nobody. A message that comes twice is recalled once.
 */
public final class ContentAuditor implements MessageJob {

    private static final Logger LOG = LoggerFactory.getLogger(ContentAuditor.class);

    private final ContentAudit audit;
    private final Recaller recaller;

    private ContentAuditor(ContentAudit audit, Recaller recaller) {
        this.audit = audit;
        this.recaller = recaller;
    }

    /**
     * Makes an auditor.
     *
     * @param audit judges
     * @param recaller takes back: {@link io.keel.im.gateway.CommandClient#recall} or {@code EmbeddedIm::recall}
     */
    public static ContentAuditor of(ContentAudit audit, Recaller recaller) {
        return new ContentAuditor(audit, recaller);
    }

    @Override
    public CompletionStage<Void> run(Message message) {
        if (message.isEvent() || message.content() instanceof Blank) {
            return CompletableFuture.completedFuture(null);
        }
        return audit.audit(message)
                .thenCompose(verdict ->
                        verdict == Verdict.RECALL ? recall(message) : CompletableFuture.completedFuture(null));
    }

    private CompletionStage<Void> recall(Message message) {
        return recaller.recall(message.conversation(), message.seq()).thenAccept(answer -> {
            if (answer instanceof Answer.Refused refused) {
                refused(message, refused.refusal());
            } else {
                LOG.info("recalled {}", message);
            }
        });
    }

    private static void refused(Message message, Refusal refusal) {
        if (refusal.code() == ErrorCode.UNAVAILABLE || refusal.code() == ErrorCode.INTERNAL) {
            throw new ImException(refusal.code(), "not recalled: " + refusal.message());
        }
        // Asking again would be answered alike.
        LOG.warn("{} cannot be recalled: {}", message, refusal.message());
    }

    /** Takes messages back in the name of the system. */
    @FunctionalInterface
    public interface Recaller {

        /** Takes a message back; what is recalled already is {@code Done}. */
        CompletionStage<Answer> recall(ConversationId conversation, long seq);
    }
}
