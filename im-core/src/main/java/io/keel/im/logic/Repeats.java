package io.keel.im.logic;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.Digest;
import io.keel.im.spi.SendKey;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Answers what is stored already as it was answered first. Commands that are allowed find out when they are appended;
 * the others are looked up, since their first delivery may be the very reason why the second is refused: a group that
 * exists now, a member that has left, a right that was lost since.
 */
final class Repeats {

    private final ConversationStore conversations;

    Repeats(ConversationStore conversations) {
        this.conversations = conversations;
    }

    /** Looks commands up that are not appended; what was never stored is absent. */
    CompletionStage<Map<CommandKey, Known>> find(List<Submission> settled) {
        return settled.isEmpty()
                ? CompletableFuture.completedFuture(Map.of())
                : conversations.repeats(settled.stream().map(Repeats::key).toList());
    }

    /** What a command is found by. */
    static CommandKey key(Submission submission) {
        UserId from = submission.from();
        SendKey send = submission.command() instanceof Send said && from != null
                ? new SendKey(from, submission.device(), said.clientMsgId())
                : null;
        return new CommandKey(submission.id(), submission.command().conversation(), send);
    }

    /**
     * Tells what becomes of a command that is stored already.
     *
     * @param digest of the command, which tells a repetition from another message under the same name
     */
    static Outcome outcome(Submission submission, Known known, Supplier<Digest> digest) {
        if (known instanceof Redelivered first) {
            return new Outcome.Redelivered(
                    new Outcome.Stored(first.message(), first.inboxes(), first.inboxSeqs(), first.group()));
        }
        Repeated first = (Repeated) known;
        if (!first.digest().equals(digest.get())) {
            return new Outcome.Answered(new Answer.Refused(
                    Refusal.of(ErrorCode.ALREADY_EXISTS, "clientMsgId: used before for a message with other content")));
        }
        return new Outcome.Answered(new Answer.Sent(
                first.messageId(), submission.command().conversation(), first.seq(), first.sentAt(), first.inboxSeq()));
    }
}
