package io.keel.im.transport.kafka;

import io.keel.im.ImException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings batches to their end. What failed for a time is handed over again, after a pause that grows, for as long as it takes;
 * what failed otherwise is cut until the item is alone that cannot be handled, and that one is put aside. Safe for use by several
 * threads.
 *
 * @param <T> what the topic carries
 */
final class BatchRunner<T> {

    private static final Logger LOG = LoggerFactory.getLogger(BatchRunner.class);

    private static final long FIRST_PAUSE_MILLIS = 50;
    private static final long LONGEST_PAUSE_MILLIS = 1_000;

    /** How often an item is tried that fails alone, and not for a time: a failure may have been another's. */
    private static final int TRIES = 3;

    private final PartitionQueues<T> queues;
    private final Work<T> work;
    private final Executor executor;
    private final ScheduledExecutorService timer;
    private final BooleanSupplier mayBegin;
    private final Runnable progress;
    private final GroupFigures figures;

    /** What is done about items. */
    interface Work<T> {

        /** Handles items, in order. */
        CompletionStage<Void> handle(List<T> items);

        /** Puts an item aside; when the stage fails it is asked again. */
        CompletionStage<Void> bury(Item<T> item, String reason);

        /** A batch has been taken, which is handled next. */
        default void begun(Batch<T> batch) {}

        /** Nothing is being done any more about a batch. */
        default void ended(Batch<T> batch) {}
    }

    /**
     * Makes it.
     *
     * @param executor runs handlers; as many at once as there may be batches
     * @param timer runs what has paused
     * @param mayBegin whether this process may work at all now
     * @param progress called after each batch
     */
    BatchRunner(
            PartitionQueues<T> queues,
            Work<T> work,
            Executor executor,
            ScheduledExecutorService timer,
            BooleanSupplier mayBegin,
            Runnable progress,
            GroupFigures figures) {
        this.queues = queues;
        this.work = work;
        this.executor = executor;
        this.timer = timer;
        this.mayBegin = mayBegin;
        this.progress = progress;
        this.figures = figures;
    }

    /** Takes what is ready. Called whenever something has become so. */
    void pump() {
        while (mayBegin.getAsBoolean()) {
            Batch<T> batch = queues.next();
            if (batch == null) {
                return;
            }
            work.begun(batch);
            run(batch);
        }
    }

    private void run(Batch<T> batch) {
        try {
            executor.execute(() -> step(batch));
        } catch (RejectedExecutionException closed) {
            end(batch, false);
        }
    }

    private void step(Batch<T> batch) {
        List<Item<T>> piece = batch.piece();
        if (batch.isAbandoned()) {
            end(batch, false);
        } else if (piece == null) {
            end(batch, true);
        } else if (piece.get(0).value() == null) {
            bury(batch, piece.get(0), "not readable");
        } else {
            handle(piece).whenComplete((done, failure) -> {
                if (failure == null) {
                    batch.pieceDone();
                    step(batch);
                } else {
                    failed(batch, piece, cause(failure));
                }
            });
        }
    }

    private void end(Batch<T> batch, boolean handled) {
        work.ended(batch);
        queues.end(batch, handled);
        progress.run();
        pump();
    }

    private CompletionStage<Void> handle(List<Item<T>> piece) {
        List<T> values = new ArrayList<>(piece.size());
        for (Item<T> item : piece) {
            if (item.value() != null) {
                values.add(item.value());
            }
        }
        try {
            return work.handle(values);
        } catch (RuntimeException | Error e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void failed(Batch<T> batch, List<Item<T>> piece, Throwable failure) {
        figures.redelivered(piece.size());
        boolean passing = failure instanceof ImException known && known.retryable();
        if (!passing && piece.size() > 1) {
            LOG.warn("{} records failed, they are cut in two", piece.size(), failure);
            batch.cut();
            run(batch);
            return;
        }
        int failures = batch.failed();
        if (!passing && failures >= TRIES) {
            LOG.error("a record of {} cannot be handled", piece.get(0).partition(), failure);
            bury(batch, piece.get(0), failure.toString());
            return;
        }
        if (failures == 1) {
            LOG.warn("{} records failed, they are tried again", piece.size(), failure);
        } else {
            LOG.warn("{} records failed for the {}th time: {}", piece.size(), failures, failure.toString());
        }
        again(batch, failures);
    }

    private void bury(Batch<T> batch, Item<T> item, String reason) {
        work.bury(item, reason).whenComplete((kept, failure) -> {
            if (failure == null) {
                batch.pieceDone();
                step(batch);
            } else {
                LOG.warn("a record cannot be put aside yet: {}", failure.toString());
                again(batch, batch.failed());
            }
        });
    }

    private void again(Batch<T> batch, int failures) {
        long pause = Math.min(FIRST_PAUSE_MILLIS << Math.min(failures - 1, 10), LONGEST_PAUSE_MILLIS);
        try {
            timer.schedule(() -> run(batch), pause, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            end(batch, false);
        }
    }

    private static Throwable cause(Throwable thrown) {
        @Nullable Throwable cause = thrown.getCause();
        return thrown instanceof CompletionException && cause != null ? cause : thrown;
    }
}
