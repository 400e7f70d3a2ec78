package io.keel.im.gateway;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.spi.Lane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * What a gateway keeps for each lane: its connections, and what the present turn of the lane has gathered, so that commands are
 * published, and inbox heads are asked for, once per turn however many connections spoke. Used on the lane but for {@link
 * #run(LaneBatch)}.
 */
final class LaneState {

    /** How often connections are looked over. */
    static final Duration TICK = Duration.ofMillis(500);

    /** What a client is told whose request finds no room. */
    static final Refusal OVERLOADED = Refusal.of(ErrorCode.UNAVAILABLE, "overloaded: try again");

    /** How many deliveries may wait for a lane before they are dropped. */
    private static final int MAX_QUEUED = 1 << 20;

    private final Lane lane;
    private final GatewayContext context;
    private final LaneLoad load = new LaneLoad();
    private final Clearance clearance;
    private final Set<Connection> connections = new LinkedHashSet<>();
    private final AtomicInteger queued = new AtomicInteger();
    private List<Submission> commands = new ArrayList<>();
    private List<Ping> pings = new ArrayList<>();
    private long firstAt;
    private boolean ticking;

    /** The lane's own thread while it publishes; others read it too, but never find themselves in it. */
    private @Nullable Thread publishing;

    private record Ping(Connection connection, long number) {}

    LaneState(Lane lane, GatewayContext context) {
        this.lane = lane;
        this.context = context;
        this.clearance = new Clearance(this, context, this::publish, this::refuse);
    }

    Lane lane() {
        return lane;
    }

    /** The requests of its connections that wait for their answers. */
    LaneLoad load() {
        return load;
    }

    void add(Connection connection) {
        connections.add(connection);
        share();
        if (!ticking) {
            ticking = true;
            lane.schedule(this::tick, TICK);
        }
    }

    void remove(Connection connection) {
        connections.remove(connection);
    }

    /** Nanoseconds of the monotonic clock, as they were when this turn's first command came. */
    long now() {
        return commands.isEmpty() ? context.now() : firstAt;
    }

    /** Nanoseconds of the monotonic clock. */
    long time() {
        return context.now();
    }

    /**
     * Publishes a command at the end of this turn.
     *
     * @param now when it came, nanoseconds of the monotonic clock
     */
    void submit(Submission submission, long now) {
        if (commands.isEmpty()) {
            firstAt = now;
        }
        if (commands.isEmpty() && pings.isEmpty()) {
            lane.execute(this::endOfTurn);
        }
        commands.add(submission);
    }

    /** Asks for an inbox head at the end of this turn. */
    void ping(Connection connection, long number) {
        if (commands.isEmpty() && pings.isEmpty()) {
            lane.execute(this::endOfTurn);
        }
        pings.add(new Ping(connection, number));
    }

    /**
     * Runs a batch on the lane: at once if the lane is publishing what caused it and nothing waits before it, so that receivers
     * wait for no book-keeping. Drops it when the lane is hopelessly behind, and then every connection here has missed something.
     */
    void run(LaneBatch batch) {
        int waiting = queued.addAndGet(batch.size());
        if (waiting == batch.size() && publishing == Thread.currentThread()) {
            batch.run();
            return;
        } else if (waiting <= MAX_QUEUED) {
            lane.execute(batch);
            return;
        }
        queued.addAndGet(-batch.size());
        context.telemetry().dropped(batch.size());
        lane.execute(() -> connections.forEach(Connection::lost));
    }

    /** How many deliveries wait. */
    int waiting() {
        return queued.get();
    }

    /** A batch of so many deliveries has run. */
    void ran(int deliveries) {
        queued.addAndGet(-deliveries);
    }

    private void endOfTurn() {
        if (!commands.isEmpty()) {
            List<Submission> batch = commands;
            commands = new ArrayList<>(batch.size());
            clearance.pass(batch);
        }
        if (!pings.isEmpty()) {
            List<Ping> batch = pings;
            pings = new ArrayList<>();
            pong(batch);
        }
    }

    private void publish(List<Submission> batch) {
        publishing = Thread.currentThread();
        boolean[] taken;
        try {
            taken = context.ports().bus().publish(batch);
        } finally {
            publishing = null;
        }
        int accepted = 0;
        for (int i = 0; i < taken.length; i++) {
            Submission submission = batch.get(i);
            if (taken[i]) {
                accepted++;
            } else {
                refuse(submission, OVERLOADED);
            }
        }
        context.telemetry().accepted(accepted);
    }

    private void refuse(Submission submission, Refusal refusal) {
        if (submission.origin() != null) {
            Connection connection = context.registry().find(submission.origin().connection());
            if (connection != null) {
                connection.replies().answered(submission.id(), new Answer.Refused(refusal), context.now());
            }
        }
    }

    private void share() {
        load.share(context.limits().get().inFlightInAll(), context.lanes().getAsInt());
    }

    private void pong(List<Ping> batch) {
        Set<UserId> users = new LinkedHashSet<>();
        batch.forEach(ping -> users.add(ping.connection().user()));
        Stages.on(lane, context.ports().inboxes().heads(users), (heads, failure) -> {
            for (Ping ping : batch) {
                Replies replies = ping.connection().replies();
                if (failure == null && heads != null) {
                    replies.pong(
                            ping.number(), heads.getOrDefault(ping.connection().user(), 0L));
                } else {
                    replies.failed(ping.number(), Refusal.of(ErrorCode.UNAVAILABLE, "try again"));
                }
            }
        });
    }

    private void tick() {
        long now = context.now();
        share();
        for (Connection connection : List.copyOf(connections)) {
            connection.tick(now);
        }
        context.housekeeping().run();
        ticking = !connections.isEmpty();
        if (ticking) {
            lane.schedule(this::tick, TICK);
        }
    }

    /** All connections of the lane, for reading on the lane. */
    Set<Connection> connections() {
        return connections;
    }
}
