package io.keel.im.logic;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.logic.Judgement.Entry;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.Digest;
import io.keel.im.spi.Effect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The state of one batch while it is brought to its outcomes. Used by one thread at a time.
 *
 * <p>A conversation waits for the next round once its group changes in this one, or has turned out to be judged by facts that
 * have passed: whatever of it comes later is judged again, refusals included, so that commands take effect in order.
 */
final class Round {

    private final List<Submission> batch;
    private final Map<Long, Outcome> outcomes;
    private final Set<ConversationId> waiting = new HashSet<>();

    Round(List<Submission> batch) {
        this.batch = batch;
        this.outcomes = new HashMap<>(batch.size() * 2);
    }

    /** Starts the next round: what has no outcome yet, in order. */
    List<Submission> next() {
        waiting.clear();
        if (outcomes.isEmpty()) {
            return batch;
        }
        List<Submission> pending = new ArrayList<>();
        for (Submission submission : batch) {
            if (!outcomes.containsKey(submission.id())) {
                pending.add(submission);
            }
        }
        return pending;
    }

    /** Tells whether a command has to wait for the next round. */
    boolean defers(Submission submission) {
        return !waiting.isEmpty() && waiting.contains(submission.command().conversation());
    }

    /** Notes that an entry changes what later commands of its conversation are judged by. */
    void judged(Entry entry) {
        if (!(entry.append().effect() instanceof Effect.Said)) {
            waiting.add(entry.submission().command().conversation());
        }
    }

    /** All outcomes, in the order of the batch. */
    List<Outcome> outcomes() {
        List<Outcome> inOrder = new ArrayList<>(batch.size());
        for (Submission submission : batch) {
            Outcome outcome = outcomes.remove(submission.id());
            if (outcome != null) {
                inOrder.add(outcome);
            }
        }
        return inOrder;
    }

    /** Takes what became of entries. */
    void take(List<Entry> entries, List<AppendResult> results) {
        waiting.clear();
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            AppendResult result = results.get(i);
            if (result instanceof Stored stored) {
                put(new Outcome.Appended(entry, stored));
            } else if (result instanceof Repeated repeated) {
                put(new Outcome.Answered(entry.submission(), again(entry, repeated)));
            } else if (result instanceof AppendResult.Unchanged) {
                put(new Outcome.Answered(entry.submission(), Answer.Done.DONE));
            } else {
                waiting.add(entry.submission().command().conversation());
            }
        }
    }

    /** Takes the answers to commands that stored nothing, but for those that were judged by stale facts. */
    void settle(List<Outcome.Answered> answers) {
        for (Outcome.Answered answer : answers) {
            if (!defers(answer.submission())) {
                put(answer);
            }
        }
    }

    /** A redelivery within the batch does not hide that the first delivery was stored. */
    private void put(Outcome outcome) {
        outcomes.putIfAbsent(outcome.submission().id(), outcome);
    }

    private static Answer again(Entry entry, Repeated first) {
        Submission submission = entry.submission();
        if (submission.command() instanceof Send send) {
            return repeat(send, first, entry.append().digest());
        } else if (submission.command() instanceof GroupCommand
                && entry.audience().group() != null) {
            return new Answer.GroupState(entry.audience().group());
        }
        return Answer.Done.DONE;
    }

    /** The first answer to a send, or its refusal if it was sent with other content before. */
    static Answer repeat(Send send, Repeated first, Digest digest) {
        return first.digest().equals(digest)
                ? new Answer.Sent(first.messageId(), send.conversation(), first.seq(), first.sentAt(), first.inboxSeq())
                : new Answer.Refused(Refusal.of(
                        ErrorCode.ALREADY_EXISTS, "clientMsgId: used before for a message with other content"));
    }
}
