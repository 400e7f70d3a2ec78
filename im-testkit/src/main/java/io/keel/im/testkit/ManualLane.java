package io.keel.im.testkit;

import io.keel.im.spi.Lane;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * A lane whose tasks run when a test says so, on the thread that says so, with a time of its own.
 *
 * <pre>{@code
 * ManualLane lane = new ManualLane();
 * lane.execute(() -> said.add("now"));
 * lane.schedule(() -> said.add("in a second"), Duration.ofSeconds(1));
 * lane.runAll();                        // now
 * lane.advance(Duration.ofSeconds(1));  // in a second
 * }</pre>
 *
 * <p>Tasks run in the order given; scheduled ones in the order of their times, then in the order given. At most 1,000,000
 * wait at once, the next one is refused. Any thread may give tasks and any may run them, one at a time: a second thread
 * that asks waits for the first to finish.
 */
public final class ManualLane implements Lane {
    private static final int BOUND = 1_000_000;

    private final ReentrantLock running = new ReentrantLock();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition given = lock.newCondition();
    private final Queue<Runnable> ready = new ArrayDeque<>();
    private final PriorityQueue<Timed> later = new PriorityQueue<>(
            Comparator.<Timed>comparingLong(timed -> timed.nanos).thenComparingLong(timed -> timed.order));
    private final @Nullable ManualClock clock;
    private long now;
    private long orders;

    /** Makes a lane with a time of its own, which starts at 0. */
    public ManualLane() {
        this.clock = null;
    }

    /** Makes a lane that takes {@code clock} along when it is advanced. */
    public ManualLane(ManualClock clock) {
        this.clock = clock;
    }

    /**
     * Adds a task; it runs at the next {@link #runAll}.
     *
     * @throws IllegalStateException if too many wait
     */
    @Override
    public void execute(Runnable task) {
        lock.lock();
        try {
            requireRoom();
            ready.add(task);
            given.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Runnable schedule(Runnable task, Duration delay) {
        lock.lock();
        try {
            requireRoom();
            Timed timed = new Timed(now + Math.max(0, delay.toNanos()), orders++, task);
            later.add(timed);
            return () -> cancel(timed);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Runs what is ready, and what that makes ready, until nothing is; scheduled tasks wait for {@link #advance}.
     *
     * @return how many tasks ran; 0 too when a task of this lane is what asks
     */
    public int runAll() {
        if (running.isHeldByCurrentThread()) {
            return 0;
        }
        running.lock();
        try {
            int count = 0;
            for (Runnable task = poll(); task != null; task = poll()) {
                task.run();
                count++;
            }
            return count;
        } finally {
            running.unlock();
        }
    }

    /** Lets time pass: runs what is ready, then each scheduled task at its own time, the last at the end of {@code time}. */
    public void advance(Duration time) {
        long end = now() + time.toNanos();
        runAll();
        for (Timed next = due(end); next != null; next = due(end)) {
            moveTo(next.nanos);
            execute(next.task);
            runAll();
        }
        moveTo(end);
    }

    /**
     * Waits, in real time, until a task is ready.
     *
     * @return whether one is
     */
    public boolean awaitReady(Duration limit) throws InterruptedException {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (ready.isEmpty() && left > 0) {
                left = given.awaitNanos(left);
            }
            return !ready.isEmpty();
        } finally {
            lock.unlock();
        }
    }

    /** Returns the lane's time in milliseconds since it was made. */
    public long millis() {
        return TimeUnit.NANOSECONDS.toMillis(now());
    }

    /** Returns how many scheduled tasks wait for their time. */
    public int scheduled() {
        lock.lock();
        try {
            return later.size();
        } finally {
            lock.unlock();
        }
    }

    private long now() {
        lock.lock();
        try {
            return now;
        } finally {
            lock.unlock();
        }
    }

    private void moveTo(long nanos) {
        long passed;
        lock.lock();
        try {
            passed = Math.max(0, nanos - now);
            now += passed;
        } finally {
            lock.unlock();
        }
        if (clock != null) {
            clock.advance(Duration.ofNanos(passed));
        }
    }

    private @Nullable Runnable poll() {
        lock.lock();
        try {
            return ready.poll();
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Timed due(long end) {
        lock.lock();
        try {
            Timed first = later.peek();
            return first == null || first.nanos > end ? null : later.poll();
        } finally {
            lock.unlock();
        }
    }

    private void cancel(Timed timed) {
        lock.lock();
        try {
            later.remove(timed);
        } finally {
            lock.unlock();
        }
    }

    private void requireRoom() {
        if (ready.size() + later.size() >= BOUND) {
            throw new IllegalStateException("lane: " + BOUND + " tasks wait already");
        }
    }

    private static final class Timed {
        private final long nanos;
        private final long order;
        private final Runnable task;

        private Timed(long nanos, long order, Runnable task) {
            this.nanos = nanos;
            this.order = order;
            this.task = task;
        }
    }
}
