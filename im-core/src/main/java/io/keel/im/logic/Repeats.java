package io.keel.im.logic;

import io.keel.im.command.Answer;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.logic.Judgement.Settled;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.SendKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Gives a send that would be refused its first answer, if it was stored before: a sender that has lost its right since is still
 * told what became of its message. Sends that are allowed find out when they are appended.
 */
final class Repeats {

    private final ConversationStore conversations;

    Repeats(ConversationStore conversations) {
        this.conversations = conversations;
    }

    CompletionStage<List<Outcome.Answered>> answers(List<Settled> settled, CommandDigest digests) {
        Map<Submission, SendKey> sends = new LinkedHashMap<>();
        for (Settled each : settled) {
            Submission submission = each.submission();
            if (submission.command() instanceof Send send) {
                sends.put(submission, new SendKey(submission.from(), submission.device(), send.clientMsgId()));
            }
        }
        if (sends.isEmpty()) {
            return CompletableFuture.completedFuture(answers(settled, sends, Map.of(), digests));
        }
        return conversations
                .repeats(List.copyOf(sends.values()))
                .thenApply(firsts -> answers(settled, sends, firsts, digests));
    }

    private static List<Outcome.Answered> answers(
            List<Settled> settled,
            Map<Submission, SendKey> sends,
            Map<SendKey, Repeated> firsts,
            CommandDigest digests) {
        List<Outcome.Answered> answers = new ArrayList<>(settled.size());
        for (Settled each : settled) {
            Submission submission = each.submission();
            SendKey key = sends.get(submission);
            Repeated first = key == null ? null : firsts.get(key);
            Answer answer = first != null && submission.command() instanceof Send send
                    ? Round.repeat(send, first, digests.of(send))
                    : each.answer();
            answers.add(new Outcome.Answered(submission, answer));
        }
        return answers;
    }
}
