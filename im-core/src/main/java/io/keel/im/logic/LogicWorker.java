package io.keel.im.logic;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.trace.Hop;
import io.keel.im.spi.trace.Step;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Handles commands: judges a batch by facts read at once, appends what is allowed as one batch, and only then answers
 * and pushes, and publishes tasks if it is given a {@link TaskFeed}.
 *
 * <p>An entry that was judged by a membership that has passed comes back stale and is judged again, after what came before it in
 * its conversation. A batch that fails for good is split until the poisonous command is alone, and that one is put aside and its sender
 * told; a batch that fails because a store is down fails the stage, and the bus hands it over again.
 *
 * <p>Safe for use by several threads; the bus sees to it that no two batches hold the same conversation at once.
 */
public final class LogicWorker implements Bus.UplinkHandler {

    private static final Logger LOG = LoggerFactory.getLogger(LogicWorker.class);
    private static final int MAX_ROUNDS = 100;

    private final LogicPorts ports;
    private final Telemetry telemetry;
    private final Tracing tracing;
    private final FactsLoader facts;
    private final Judge judge;
    private final Repeats repeats;
    private final Announcer announcer;
    private final RowWeights weights = new RowWeights();
    private final @Nullable TaskFeed tasks;

    /**
     * Who watches a worker.
     *
     * @param telemetry hears what happens
     * @param tracing follows commands
     */
    public record Watchers(Telemetry telemetry, Tracing tracing) {}

    /** Makes a worker that publishes no tasks. */
    public LogicWorker(LogicPorts ports, HostRules host, Telemetry telemetry, InstantSource clock) {
        this(ports, host, telemetry, clock, null);
    }

    /**
     * Makes a worker.
     *
     * @param tasks publishes a task for what was stored; null for none
     */
    public LogicWorker(
            LogicPorts ports, HostRules host, Telemetry telemetry, InstantSource clock, @Nullable TaskFeed tasks) {
        this(ports, host, new Watchers(telemetry, Tracing.NONE), clock, tasks);
    }

    /**
     * Makes a worker.
     *
     * @param watchers who watches it
     * @param tasks publishes a task for what was stored; null for none
     */
    public LogicWorker(
            LogicPorts ports, HostRules host, Watchers watchers, InstantSource clock, @Nullable TaskFeed tasks) {
        this.ports = ports;
        this.telemetry = watchers.telemetry();
        this.tracing = watchers.tracing();
        this.facts = new FactsLoader(ports);
        this.judge = new Judge(host, clock);
        this.repeats = new Repeats(ports.conversations());
        this.announcer = new Announcer(ports, host, watchers.telemetry());
        this.tasks = tasks;
    }

    @Override
    public CompletionStage<Void> handle(List<Submission> batch) {
        return tracing.on() ? traced(batch) : handled(batch, Step.NONE);
    }

    private CompletionStage<Void> traced(List<Submission> batch) {
        Step step = tracing.begin(
                Hop.JUDGE, batch.stream().mapToLong(Submission::id).toArray());
        return handled(batch, step).whenComplete((done, failure) -> step.end(failure));
    }

    private CompletionStage<Void> handled(List<Submission> batch, Step step) {
        return step.within(() -> settle(batch))
                .thenCompose(round -> step.within(() -> tell(round)))
                .exceptionallyCompose(failure -> recover(batch, failure));
    }

    private CompletionStage<Void> tell(Round round) {
        CompletionStage<Void> told = announcer.announce(round);
        round.report(telemetry);
        // Meanwhile the registry is being asked where receivers are: neither waits for the other.
        return tasks == null ? told : told.thenCombine(tasks.publish(round), (done, published) -> done);
    }

    private CompletionStage<Void> recover(List<Submission> batch, Throwable thrown) {
        Throwable failure =
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        if (failure instanceof ImException known && known.retryable()) {
            telemetry.postponed(batch.size());
            return CompletableFuture.failedFuture(failure);
        }
        if (batch.size() > 1) {
            int half = batch.size() / 2;
            return handle(batch.subList(0, half)).thenCompose(done -> handle(batch.subList(half, batch.size())));
        }
        Submission poison = batch.get(0);
        telemetry.buried();
        LOG.error(
                "command {} on {} cannot be handled",
                poison.id(),
                poison.command().conversation(),
                failure);
        return ports.bus().bury(poison, failure.toString()).thenRun(() -> {
            Outbox outbox = new Outbox(1);
            outbox.reply(poison, new Answer.Refused(Refusal.of(ErrorCode.INTERNAL, "internal error")));
            outbox.flush(ports.bus());
        });
    }

    @Override
    public int rows(Submission submission) {
        return weights.rows(submission);
    }

    /** Brings every command to its outcome. */
    private CompletionStage<Round> settle(List<Submission> batch) {
        Round round = new Round(batch);
        return run(round, 0).thenApply(done -> round);
    }

    private CompletionStage<Void> run(Round round, int number) {
        round.report(telemetry);
        List<Submission> pending = round.next();
        if (pending.isEmpty()) {
            return completed();
        }
        if (number > MAX_ROUNDS + pending.size()) {
            return CompletableFuture.failedFuture(
                    new ImException(ErrorCode.UNAVAILABLE, "a group changes faster than it can be judged"));
        }
        return facts.load(pending)
                .thenCompose(known -> {
                    weights.learn(known);
                    return append(round, known);
                })
                .thenCompose(done -> round.hasEnded() ? completed() : run(round, number + 1));
    }

    private CompletionStage<Void> append(Round round, Facts known) {
        CommandDigest digests = new CommandDigest();
        for (int position = 0; position < round.size(); position++) {
            if (round.takes(position)) {
                round.judged(position, judged(round.submission(position), known, digests));
            }
        }
        return appended(round, round.entries()).thenCompose(results -> {
            round.take(results);
            return answered(round, digests);
        });
    }

    /** Answers the commands that store nothing. */
    private CompletionStage<Void> answered(Round round, CommandDigest digests) {
        List<Submission> settled = round.settled();
        return settled.isEmpty()
                ? completed()
                : repeats.find(settled).thenAccept(stored -> round.settle(stored, digests));
    }

    private Judgement judged(Submission submission, Facts known, CommandDigest digests) {
        try {
            return judge.judge(submission, known, digests);
        } catch (RuntimeException failure) {
            LOG.error("a rule of the host failed on command {}", submission.id(), failure);
            return Judge.refused(Refusal.of(failure));
        }
    }

    private CompletionStage<List<AppendResult>> appended(Round round, List<Append> entries) {
        if (entries.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        long start = System.nanoTime();
        return ports.conversations().append(entries).thenApply(results -> {
            round.stored(results.size(), System.nanoTime() - start);
            return results;
        });
    }

    private static CompletionStage<Void> completed() {
        return CompletableFuture.completedFuture(null);
    }
}
