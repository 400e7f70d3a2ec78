package io.keel.im.examples.cluster;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Looks after workers: says when one has died and starts it again, sooner at first and later the more often it dies. */
final class Supervisor implements AutoCloseable {

    private static final long LOOK_MILLIS = 100;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(200);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);
    /** Who has lived that long begins anew. */
    private static final Duration GOOD_LIFE = Duration.ofSeconds(30);

    private final List<Worker> workers;
    private final Announcements announcements;
    private final boolean restarts;
    private final Runnable changed;
    private final Map<Worker, Record> records = new HashMap<>();
    private final ScheduledExecutorService look = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService starts = Executors.newCachedThreadPool();

    /**
     * Begins to look after workers that run.
     *
     * @param restarts whether to start the dead again
     * @param changed is run after each restart
     */
    Supervisor(List<Worker> workers, Announcements announcements, boolean restarts, Runnable changed) {
        this.workers = List.copyOf(workers);
        this.announcements = announcements;
        this.restarts = restarts;
        this.changed = changed;
        this.workers.forEach(worker -> records.put(worker, new Record()));
        look.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        for (Worker worker : workers) {
            Record record = records.get(worker);
            if (record == null || record.starting != null && !record.starting.isDone()) {
                continue;
            }
            if (!worker.died()) {
                record.dead = false;
            } else if (!record.dead) {
                record.dead = true;
                record.pause = now - record.started > GOOD_LIFE.toNanos() ? FIRST_PAUSE : longer(record.pause);
                record.again = now + record.pause.toNanos();
                announcements.say(worker.name(), "has died" + (restarts ? ": starting it again" : ""));
            } else if (restarts && now >= record.again) {
                record.started = now;
                record.dead = false;
                record.starting = starts.submit(() -> start(worker));
            }
        }
    }

    private void start(Worker worker) {
        try {
            worker.restart();
        } catch (RuntimeException failure) {
            announcements.say(worker.name(), "could not be started: " + failure.getMessage());
            return;
        }
        // One that takes longer than expected on a busy machine is waited for as long as it lives.
        while (!serves(worker)) {
            if (worker.died() || Thread.currentThread().isInterrupted()) {
                return;
            }
        }
        announcements.say(worker.name(), "runs again, pid " + worker.pid().orElse(0));
        changed.run();
    }

    private boolean serves(Worker worker) {
        try {
            worker.awaitReady();
            return true;
        } catch (RuntimeException failure) {
            announcements.say(worker.name(), "could not be started: " + failure.getMessage());
            return false;
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : twice;
    }

    /** Looks no more, and waits for what is being started. */
    @Override
    public void close() {
        look.shutdownNow();
        starts.shutdownNow();
        try {
            look.awaitTermination(5, TimeUnit.SECONDS);
            starts.awaitTermination(5, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** What is known of a worker; used by the one thread that looks. */
    private static final class Record {

        private boolean dead;
        private Duration pause = FIRST_PAUSE.dividedBy(2);
        private long again;
        private long started = System.nanoTime();
        private @org.jspecify.annotations.Nullable Future<?> starting;
    }
}
