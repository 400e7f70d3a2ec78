package io.keel.im.logic;

import io.keel.im.command.Answer;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.logic.Judgement.Entry;
import io.keel.im.logic.Judgement.Settled;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.Effect;
import io.keel.im.spi.telemetry.LogicTelemetry;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The state of one batch while it is brought to its outcomes, by the positions of its commands: a command that is in it
 * twice has two. Used by one thread at a time.
 *
 * <p>A conversation waits for the next round once its group changes in this one, or has turned out to be judged by
 * facts that have passed: whatever of it comes later is judged again, refusals included, so that commands take effect
 * in order.
 */
final class Round {

    private final List<Submission> batch;
    private final @Nullable Outcome[] outcomes;
    private final Set<ConversationId> waiting = new HashSet<>();

    /** Of this round; null where a command waits, or has its outcome. */
    private @Nullable Judgement[] judgements;

    private boolean begun;

    /** What was stored and is not reported yet: how many entries, in how many nanoseconds. */
    private int stored;

    private long storeNanos;

    Round(List<Submission> batch) {
        this.batch = batch;
        this.outcomes = new Outcome[batch.size()];
        this.judgements = new Judgement[batch.size()];
    }

    /** Starts the next round: what has no outcome yet, in order. */
    List<Submission> next() {
        if (!begun) {
            begun = true;
            return batch;
        }
        List<Submission> pending = new ArrayList<>();
        for (int position = 0; position < outcomes.length; position++) {
            if (outcomes[position] == null) {
                pending.add(batch.get(position));
            }
        }
        if (!pending.isEmpty()) {
            waiting.clear();
            judgements = new Judgement[batch.size()];
        }
        return pending;
    }

    /** Tells whether every command has its outcome. */
    boolean hasEnded() {
        for (Outcome outcome : outcomes) {
            if (outcome == null) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return outcomes.length;
    }

    Submission submission(int position) {
        return batch.get(position);
    }

    /** Tells whether a command is to be judged in this round. */
    boolean takes(int position) {
        return outcomes[position] == null && !defers(position);
    }

    /** Takes a judgement. An entry may change what later commands of its conversation are judged by. */
    void judged(int position, Judgement judgement) {
        judgements[position] = judgement;
        if (judgement instanceof Entry entry && !(entry.append().effect() instanceof Effect.Said)) {
            waiting.add(conversation(position));
        }
    }

    /** What is to be appended, in order. */
    List<Append> entries() {
        List<Append> entries = new ArrayList<>(judgements.length);
        for (Judgement judgement : judgements) {
            if (judgement instanceof Entry entry) {
                entries.add(entry.append());
            }
        }
        return entries;
    }

    /** Notes that entries were stored together. */
    void stored(int entries, long nanos) {
        stored = entries;
        storeNanos = nanos;
    }

    /** Reports what was noted last, once; put off so that receivers do not wait for it. */
    void report(LogicTelemetry telemetry) {
        if (stored > 0) {
            telemetry.stored(stored, storeNanos);
            stored = 0;
        }
    }

    /** Takes what became of {@link #entries()}. */
    void take(List<AppendResult> results) {
        waiting.clear();
        Iterator<AppendResult> next = results.iterator();
        for (int position = 0; position < judgements.length; position++) {
            if (judgements[position] instanceof Entry entry) {
                take(position, entry.append(), next.next());
            }
        }
    }

    private void take(int position, Append append, AppendResult result) {
        if (result instanceof Stored stored) {
            outcomes[position] = new Outcome.Stored(
                    stored.message(),
                    append.inboxes(),
                    stored.inboxSeqs(),
                    append.effect().after());
        } else if (result instanceof Known known) {
            outcomes[position] = Repeats.outcome(batch.get(position), known, append::digest);
        } else if (result instanceof AppendResult.Unchanged) {
            outcomes[position] = new Outcome.Answered(Answer.Done.DONE);
        } else {
            waiting.add(conversation(position));
        }
    }

    /** The commands that stored nothing in this round. */
    List<Submission> settled() {
        List<Submission> settled = List.of();
        for (int position = 0; position < judgements.length; position++) {
            if (judgements[position] instanceof Settled) {
                settled = settled.isEmpty() ? new ArrayList<>() : settled;
                settled.add(batch.get(position));
            }
        }
        return settled;
    }

    /**
     * Answers {@link #settled()}, but for those that were judged by stale facts.
     *
     * @param known those that an earlier delivery, or an earlier send, has stored
     */
    void settle(Map<CommandKey, Known> known, CommandDigest digests) {
        for (int position = 0; position < judgements.length; position++) {
            if (judgements[position] instanceof Settled settled && !defers(position)) {
                Submission submission = batch.get(position);
                Known before = known.isEmpty() ? null : known.get(Repeats.key(submission));
                outcomes[position] = before == null
                        ? new Outcome.Answered(settled.answer())
                        : Repeats.outcome(submission, before, () -> digests.of((Send) submission.command()));
            }
        }
    }

    /** What became of each command, in the order of the batch; only after the last round. */
    Outcome outcome(int position) {
        return Objects.requireNonNull(outcomes[position]);
    }

    private boolean defers(int position) {
        return !waiting.isEmpty() && waiting.contains(conversation(position));
    }

    private ConversationId conversation(int position) {
        return batch.get(position).command().conversation();
    }
}
