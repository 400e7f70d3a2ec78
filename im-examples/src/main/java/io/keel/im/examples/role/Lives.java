package io.keel.im.examples.role;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lives of a process, one after the other: when the others took it for dead, it ends what it was and starts over under another
 * name. Closing twice is harmless.
 */
final class Lives<L extends Lives.Life> implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Lives.class);
    private static final long RETRY_MILLIS = 1_000;

    private final Supplier<L> beginning;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread started = new Thread(task, "lives");
        started.setDaemon(true);
        return started;
    });
    private L present;
    private boolean closed;

    /** What ends when the others took it for dead. Closing it twice is harmless. */
    interface Life extends AutoCloseable {

        /** Ends when the others took it for dead. */
        CompletionStage<Void> over();

        @Override
        void close();
    }

    /** Begins the first life, on the caller's thread. */
    Lives(L first, Supplier<L> next) {
        this.beginning = next;
        this.present = first;
        follow(first);
    }

    private void follow(L life) {
        life.over().thenRun(() -> thread.execute(this::startOver));
    }

    private synchronized void startOver() {
        if (closed) {
            return;
        }
        LOG.warn("the others took this process for dead: it starts over under another name");
        present.close();
        try {
            present = beginning.get();
            follow(present);
            LOG.info("started over");
        } catch (RuntimeException failure) {
            LOG.warn("cannot start over yet: {}", failure.toString());
            thread.schedule(this::startOver, RETRY_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        thread.shutdown();
        present.close();
    }
}
