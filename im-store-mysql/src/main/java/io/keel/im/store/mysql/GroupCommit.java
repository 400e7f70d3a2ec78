package io.keel.im.store.mysql;

import io.keel.im.ImException;
import io.keel.im.conversation.ConversationId;
import io.keel.im.guard.ShedException;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.Sequencer;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.telemetry.StoreTelemetry;
import io.keel.im.spi.trace.Hop;
import io.keel.im.spi.trace.Step;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Makes one transaction of all batches that have arrived while the one before was committed. Nothing waits for a timer: a batch
 * that comes alone is stored at once.
 *
 * <p>Batches are never cut, and each is told its own results. When a transaction of several fails for what one of them
 * holds, each is run by itself.
 */
final class GroupCommit implements AutoCloseable {

    private static final int LOOK_UPS = 100;
    private static final int ATTEMPTS = 20;

    private final Database database;
    private final @Nullable Sequencer sequencer;
    private final Bounds bounds;
    private final StoreTelemetry telemetry;
    private final Tracing tracing;
    private final ThreadPoolExecutor threads;

    /** How many transactions are still to look up what was stored before: where one entry comes again others do, too. */
    private final AtomicInteger toLookUp = new AtomicInteger();

    private final ArrayDeque<Call> waiting = new ArrayDeque<>();
    private long waitingRows;
    private int writing;
    private boolean closed;

    /**
     * How much at once.
     *
     * @param writers how many transactions may be under way
     * @param rowsPerCommit past how many rows nothing is added to a transaction
     * @param rowCapacity how many rows may wait; batches past it fail with {@code UNAVAILABLE}
     */
    record Bounds(int writers, int rowsPerCommit, int rowCapacity) {}

    /**
     * Makes it.
     *
     * @param sequencer allots seqs; null where the store does
     * @param telemetry hears of each transaction
     * @param tracing follows what is in it
     */
    GroupCommit(
            Database database,
            @Nullable Sequencer sequencer,
            Bounds bounds,
            StoreTelemetry telemetry,
            Tracing tracing) {
        this.database = database;
        this.sequencer = sequencer;
        this.bounds = bounds;
        this.telemetry = telemetry;
        this.tracing = tracing;
        this.threads = Database.pool("im-mysql-writer", bounds.writers, bounds.writers);
    }

    CompletionStage<List<AppendResult>> append(List<Append> batch) {
        if (batch.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Call call = new Call(List.copyOf(batch));
        synchronized (this) {
            if (closed || (waitingRows > 0 && waitingRows + call.rows > bounds.rowCapacity)) {
                return CompletableFuture.failedFuture(
                        new ShedException(closed ? "the store is closed" : "the store has more to write than it can"));
            }
            waiting.add(call);
            waitingRows += call.rows;
            if (writing == bounds.writers) {
                return call.answer;
            }
            writing++;
        }
        threads.execute(this::write);
        return call.answer;
    }

    /** How many rows wait. */
    synchronized long waitingRows() {
        return waitingRows;
    }

    /** Lets what is under way end, and takes nothing any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        Database.end(threads);
    }

    private void write() {
        for (List<Call> calls = next(); !calls.isEmpty(); calls = next()) {
            store(calls);
        }
    }

    private synchronized List<Call> next() {
        List<Call> calls = new ArrayList<>();
        long rows = 0;
        while (!waiting.isEmpty() && (calls.isEmpty() || rows + waiting.peek().rows <= bounds.rowsPerCommit)) {
            Call call = waiting.remove();
            calls.add(call);
            rows += call.rows;
        }
        waitingRows -= rows;
        if (calls.isEmpty()) {
            writing--;
        }
        return calls;
    }

    private void store(List<Call> calls) {
        List<Append> together = new ArrayList<>();
        calls.forEach(call -> together.addAll(call.batch));
        List<AppendResult> results;
        long start = System.nanoTime();
        Step step = begin(together);
        try {
            results = stored(together);
            step.end(null);
        } catch (RuntimeException | Error failure) {
            step.end(failure);
            fail(calls, SqlFailures.translate(failure));
            return;
        }
        telemetry.committed(together.size(), System.nanoTime() - start);
        int done = 0;
        for (Call call : calls) {
            List<AppendResult> own = List.copyOf(results.subList(done, done + call.batch.size()));
            done += call.batch.size();
            // Whoever waits for this has work of its own, and the next transaction need not wait for that.
            database.completions().execute(() -> call.answer.complete(own));
        }
    }

    private Step begin(List<Append> entries) {
        return tracing.on()
                ? tracing.begin(
                        Hop.APPEND,
                        entries.stream()
                                .mapToLong(entry -> entry.draft().messageId())
                                .toArray())
                : Step.NONE;
    }

    /** Stores a batch; with a sequencer it is tried again until its seqs lie behind the heads. */
    private List<AppendResult> stored(List<Append> batch) {
        if (sequencer == null) {
            return database.append(new Attempts(batch, SeqRanges.AFTER_HEADS));
        }
        Map<ConversationId, Long> heads = new HashMap<>();
        for (int attempt = 1; ; attempt++) {
            try {
                return database.append(new Attempts(batch, SeqRanges.allotted(sequencer, batch, heads)));
            } catch (SeqRanges.Overtaken overtaken) {
                if (attempt == ATTEMPTS) {
                    throw overtaken;
                }
                heads.putAll(overtaken.heads());
            }
        }
    }

    private void fail(List<Call> calls, ImException failure) {
        if (calls.size() > 1 && !failure.retryable()) {
            calls.forEach(call -> store(List.of(call)));
            return;
        }
        for (Call call : calls) {
            database.completions().execute(() -> call.answer.completeExceptionally(failure));
        }
    }

    /** A transaction as often as it is run. */
    private final class Attempts implements Database.Work<List<AppendResult>> {

        private final List<Append> batch;
        private final SeqRanges seqs;
        private boolean looksUp = toLookUp.getAndUpdate(left -> Math.max(0, left - 1)) > 0;

        Attempts(List<Append> batch, SeqRanges seqs) {
            this.batch = batch;
            this.seqs = seqs;
        }

        @Override
        public List<AppendResult> run(Handle handle) throws SQLException {
            try {
                return AppendTransaction.run(handle, batch, seqs, looksUp);
            } catch (SQLException | RuntimeException e) {
                if (SqlFailures.isDuplicate(e)) {
                    looksUp = true;
                    toLookUp.set(LOOK_UPS);
                }
                throw e;
            }
        }
    }

    private static final class Call {

        private final List<Append> batch;
        private final long rows;
        private final CompletableFuture<List<AppendResult>> answer = new CompletableFuture<>();

        Call(List<Append> batch) {
            this.batch = batch;
            long count = 0;
            for (Append append : batch) {
                count += 1 + append.inboxes().size();
            }
            this.rows = count;
        }
    }
}
