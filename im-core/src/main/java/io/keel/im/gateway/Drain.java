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
 * Sends a gateway's clients elsewhere. Each is told after how long to connect again, in {@link Waves} over half of the deadline at most;
 * each is served until then, and after a quarter more for as long as it waits for answers.
 */
final class Drain {

    private static final Duration GRACE = Duration.ofMillis(100);

    private final Collection<LaneState> lanes;
    private final GatewayContext context;
    private final RandomGenerator random;
    private final AtomicBoolean draining = new AtomicBoolean();
    private final CompletableFuture<Void> done = new CompletableFuture<>();

    Drain(Collection<LaneState> lanes, GatewayContext context, RandomGenerator random) {
        this.lanes = lanes;
        this.context = context;
        this.random = random;
    }

    boolean draining() {
        return draining.get();
    }

    CompletionStage<Void> start(Duration deadline) {
        boolean first = draining.compareAndSet(false, true);
        if (first || deadline.isZero()) {
            int clients = context.registry().all().size();
            int perSecond = context.limits().get().reconnectsPerSecond();
            Waves waves = new Waves(clients, perSecond, deadline.dividedBy(2), random);
            List<CompletableFuture<Void>> ends = new ArrayList<>();
            for (LaneState lane : lanes) {
                CompletableFuture<Void> end = new CompletableFuture<>();
                ends.add(end);
                try {
                    lane.lane().execute(() -> new LaneDrain(lane, deadline, waves, end, this::tell).start());
                } catch (RejectedExecutionException ended) {
                    // A transport that has stopped its lanes has closed what was on them.
                    end.complete(null);
                }
            }
            CompletableFuture.allOf(ends.toArray(CompletableFuture<?>[]::new)).thenRun(this::end);
        }
        return done;
    }

    private void tell() {
        context.telemetry().draining(context.registry().all().size());
    }

    private void end() {
        context.telemetry().draining(0);
        done.complete(null);
    }

    /** The share of one lane; used on it. */
    private static final class LaneDrain {

        private final LaneState lane;
        private final Duration deadline;
        private final Waves waves;
        private final CompletableFuture<Void> end;
        private final Runnable tell;

        /** Makes it; {@code tell} tells how many are left in all. */
        LaneDrain(LaneState lane, Duration deadline, Waves waves, CompletableFuture<Void> end, Runnable tell) {
            this.lane = lane;
            this.deadline = deadline;
            this.waves = waves;
            this.end = end;
            this.tell = tell;
        }

        void start() {
            for (Connection connection : List.copyOf(lane.connections())) {
                if (deadline.isZero()) {
                    connection.goAway(0);
                    connection.close(CloseCode.GOING_AWAY, "this gateway is leaving");
                } else {
                    long delay = waves.nextMillis();
                    connection.goAway(delay);
                    lane.lane()
                            .schedule(
                                    () -> leave(connection),
                                    deadline.dividedBy(4).plusMillis(delay));
                }
            }
            lane.lane().schedule(this::finish, deadline);
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
                tell.run();
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
