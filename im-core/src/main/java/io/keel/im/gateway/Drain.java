package io.keel.im.gateway;

import io.keel.im.spi.CloseCode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.random.RandomGenerator;

/**
 * Sends a gateway's clients elsewhere. Each is told after how long to connect again, spread evenly over the first half of the deadline so
 * that they do not come back as a herd; each is served until then, and for a while after as long as it waits for answers.
 */
final class Drain {

    private static final Duration GRACE = Duration.ofMillis(100);

    private final Collection<LaneState> lanes;
    private final RandomGenerator random;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Drain(Collection<LaneState> lanes, RandomGenerator random) {
        this.lanes = lanes;
        this.random = random;
    }

    boolean draining() {
        return draining.get();
    }

    CompletionStage<Void> start(Duration deadline) {
        boolean first = draining.compareAndSet(false, true);
        if (first || deadline.isZero()) {
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (LaneState lane : lanes) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                try {
                    lane.lane().execute(() -> new LaneDrain(lane, deadline, random, end).start());
                } catch (RejectedExecutionException ended) {
                    // A transport that has stopped its lanes has closed what was on them.
                    end.complete(null);
                }
            }
            CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new)).thenRun(() -> done.complete(null));
        }
        return done;
    }

    /** The share of one lane; used on it. */
    private static final class LaneDrain {

        private final LaneState lane;
        private final long deadlineMillis;
        private final RandomGenerator random;
        private final CompletableFuture<Void> end;

        LaneDrain(LaneState lane, Duration deadline, RandomGenerator random, CompletableFuture<Void> end) {
            this.lane = lane;
            this.deadlineMillis = deadline.toMillis();
            this.random = random;
            this.end = end;
        }

        void start() {
            long spread = deadlineMillis / 2;
            for (Connection connection : List.copyOf(lane.connections())) {
                long delay = spread == 0 ? 0 : random.nextLong(spread);
                connection.goAway(delay);
                if (spread == 0) {
                    connection.close(CloseCode.GOING_AWAY, "this gateway is leaving");
                } else {
                    lane.lane().schedule(() -> leave(connection), Duration.ofMillis(delay + spread / 2));
                }
            }
            lane.lane().schedule(this::finish, Duration.ofMillis(deadlineMillis));
            watch();
        }

        /** Closes a connection once it waits for nothing. */
        private void leave(Connection connection) {
            if (connection.replies().idle()) {
                connection.close(CloseCode.GOING_AWAY, "this gateway is leaving");
            } else {
                lane.lane().schedule(() -> leave(connection), GRACE);
            }
        }

        private void watch() {
            if (lane.connections().isEmpty()) {
                end.complete(null);
            } else if (!end.isDone()) {
                lane.lane().schedule(this::watch, GRACE);
            }
        }

        private void finish() {
            for (Connection connection : List.copyOf(lane.connections())) {
                connection.close(CloseCode.GOING_AWAY, "this gateway is leaving");
            }
            end.complete(null);
        }
    }
}
