package io.keel.im.gateway;

import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.Session;
import io.keel.im.protocol.EncodedPayload;
import io.keel.im.protocol.WireNotices;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Downlink.Except;
import io.keel.im.spi.Payload;
import io.keel.im.spi.telemetry.Limit;
import java.time.Duration;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One client connection, from its first frame to its end. Used on its lane, but for what never changes after the greeting: {@link
 * #id()}, {@link #user()}, {@link #is} and {@link #laneState()}.
 *
 * <pre>
 * WAITING ── auth frame ──▶ GREETING ── registered ──▶ OPEN ──▶ CLOSED
 *    └───── anything else, or nothing for 10 s ──▶ CLOSED
 * </pre>
 */
final class Connection implements ClientConnection {

    private enum State {
        WAITING,
        GREETING,
        OPEN,
        CLOSED
    }

    private final ClientChannel channel;
    private final LaneState laneState;
    private final GatewayContext context;
    private final Vitals vitals;
    private final Backlog backlog = new Backlog();
    private final Outflow outflow;
    private final Replies replies;
    private final Requester requester;
    private State state = State.WAITING;
    private boolean held;

    /** What it is told once it is welcome: after how many milliseconds to connect elsewhere; negative for nothing. */
    private long leaving = -1;

    /** The read-diffused groups that it is in; null for none. Most clients keep silent, and there are many of them. */
    private @Nullable Set<GroupId> rooms;

    private @Nullable Newcomer newcomer;
    private volatile @Nullable Session session;

    /**
     * Makes a connection that waits for its credentials.
     *
     * @param named the device that the connection request named; null for none
     */
    Connection(ClientChannel channel, LaneState laneState, GatewayContext context, @Nullable DeviceId named) {
        this.channel = channel;
        this.laneState = laneState;
        this.context = context;
        this.vitals = new Vitals(channel, context.now(), context.limits().get().heartbeat());
        this.outflow = new Outflow(channel, context.telemetry());
        InFlight inFlight = new InFlight(laneState.load());
        this.replies = new Replies(inFlight, outflow, context);
        this.requester = new Requester(this, context, inFlight, replies);
        this.newcomer = new Newcomer(this, named);
    }

    // ---- What it is -------------------------------------------------------------------------------------------------

    ClientChannel channel() {
        return channel;
    }

    LaneState laneState() {
        return laneState;
    }

    /** The session; only after it was given. */
    Session session() {
        return Objects.requireNonNull(session, "not authenticated");
    }

    long id() {
        return session().connection();
    }

    UserId user() {
        return session().user();
    }

    boolean is(Except device) {
        Session own = session();
        return own.device().equals(device.device()) && own.user().equals(device.user());
    }

    /** The read-diffused groups that it is in. */
    Set<GroupId> rooms() {
        return rooms == null ? Set.of() : rooms;
    }

    /** Notes a group; tells whether it was in none such. */
    boolean entered(GroupId room) {
        Set<GroupId> known = rooms;
        if (known == null) {
            known = new HashSet<>(2);
            rooms = known;
        }
        return known.add(room);
    }

    /** Forgets a group. */
    void exited(GroupId room) {
        if (rooms != null) {
            rooms.remove(room);
        }
    }

    /** Forgets all groups. */
    void exitedAll() {
        rooms = null;
    }

    /** Its answers to requests. */
    Replies replies() {
        return replies;
    }

    boolean closing() {
        return state == State.CLOSED;
    }

    // ---- What comes in ----------------------------------------------------------------------------------------------

    @Override
    public void receive(byte[] bytes, int offset, int length) {
        long now = laneState.now();
        vitals.heard(now);
        if (serves() && backlog.isEmpty()) {
            requester.serve(bytes, offset, length, now);
        } else if (state == State.WAITING && newcomer != null) {
            newcomer.authenticate(bytes, offset, length);
        } else if (state != State.CLOSED && !backlog.add(bytes, offset, length)) {
            context.telemetry().limited(Limit.IN_FLIGHT);
            replies.refuse(null, Refusal.of(ErrorCode.RATE_LIMITED, "too many requests wait"));
        }
    }

    /** Starts to authenticate, if there is room for it: nothing is read until the welcome. */
    void greet(Greeting.Credentials credentials) {
        if (!context.admission().enter(context.limits().get().greetings())) {
            context.telemetry().limited(Limit.CONNECTS);
            close(CloseCode.GOING_AWAY, "too many clients at once: try again later");
            return;
        }
        state = State.GREETING;
        channel.reading(false);
        new Greeting(this, context, credentials).start();
    }

    void assign(Session given) {
        session = given;
    }

    /**
     * The greeting has ended well: the client is welcomed, what was held back goes out, what has waited is served.
     *
     * @param id the id of the frame that the welcome answers
     * @param groups the read-diffused groups that the user was found to be in
     */
    void open(@Nullable String id, ServerFrame welcome, long inboxHead, Iterable<GroupId> groups) {
        Newcomer before = Objects.requireNonNull(newcomer, "not greeting");
        newcomer = null;
        for (GroupId group : groups) {
            if (!before.hasLeft(group)) {
                context.rooms().join(group, this);
            }
        }
        state = State.OPEN;
        context.admission().leave();
        replies.open();
        context.telemetry().connected();
        vitals.promised(Duration.ofMillis(welcome.getWelcome().getHeartbeatMillis()));
        channel.send(id, ClientChannel.NO_INBOX_SEQ, EncodedPayload.of(welcome));
        before.release(inboxHead);
        if (leaving >= 0) {
            goAway(leaving);
        }
        channel.reading(true);
        serveBacklog();
    }

    @Override
    public void touched() {
        vitals.heard(context.now());
    }

    @Override
    public void drained() {
        if (outflow.drained()) {
            resume();
        }
    }

    /** Reads nothing for a while, nor serves what has been read. */
    void hold(Duration time) {
        if (!held && state == State.OPEN) {
            held = true;
            channel.reading(false);
            channel.lane().schedule(this::release, time);
        }
    }

    private void release() {
        held = false;
        resume();
    }

    private void resume() {
        if (serves()) {
            channel.reading(true);
            serveBacklog();
        }
    }

    private boolean serves() {
        return state == State.OPEN && !held && !outflow.paused();
    }

    private void serveBacklog() {
        while (serves()) {
            byte @Nullable [] frame = backlog.poll();
            if (frame == null) {
                return;
            }
            requester.serve(frame, 0, frame.length, context.now());
        }
    }

    // ---- What goes out ----------------------------------------------------------------------------------------------

    /** Pushes a notice; before the welcome it is held back. */
    void push(Payload payload, long inboxSeq) {
        if (state == State.OPEN) {
            outflow.push(payload, inboxSeq, context.limits().get().outboundBytes());
        } else if (newcomer != null && !newcomer.hold(payload, inboxSeq)) {
            context.telemetry().dropped(1);
        }
    }

    /** A push for this connection was lost on its way. */
    void lost() {
        if (state == State.OPEN) {
            outflow.lost();
        }
    }

    /** Tells it to connect elsewhere; one that is still being greeted is told after its welcome. */
    void goAway(long reconnectAfterMillis) {
        if (state == State.OPEN) {
            channel.send(null, ClientChannel.NO_INBOX_SEQ, EncodedPayload.of(WireNotices.goAway(reconnectAfterMillis)));
        } else {
            leaving = reconnectAfterMillis;
        }
    }

    // ---- Where it sits ----------------------------------------------------------------------------------------------

    void joined(GroupId group) {
        if (state == State.CLOSED) {
            context.rooms().leave(group, this);
            context.rooms().tell(group);
            return;
        }
        if (newcomer != null) {
            newcomer.rejoined(group);
        }
        context.rooms().join(group, this);
    }

    void left(GroupId group) {
        if (newcomer != null) {
            newcomer.left(group);
        }
        context.rooms().leave(group, this);
    }

    // ---- How it ends ------------------------------------------------------------------------------------------------

    void tick(long now) {
        if (state == State.CLOSED) {
            return;
        }
        GatewayLimits limits = context.limits().get();
        if (state == State.WAITING) {
            if (vitals.overdue(now, limits.authentication())) {
                close(CloseCode.UNAUTHENTICATED, "not authenticated in time");
            }
        } else if (vitals.silent(now)) {
            close(CloseCode.SILENT, "silent for too long");
        } else if (vitals.stalled(now, limits.stall())) {
            close(CloseCode.STALLED, "reads nothing");
        } else {
            replies.expire(now - limits.request().toNanos());
        }
    }

    void kick(String reason) {
        if (state == State.OPEN) {
            channel.send(null, ClientChannel.NO_INBOX_SEQ, EncodedPayload.of(WireNotices.kicked(reason)));
        }
        close(CloseCode.REPLACED, reason);
    }

    void revoke() {
        close(CloseCode.UNAUTHENTICATED, "token: revoked");
    }

    void close(CloseCode code, String reason) {
        if (state != State.CLOSED) {
            end();
            context.telemetry().closed(code);
            channel.close(code, reason);
        }
    }

    @Override
    public void closed() {
        end();
        laneState.remove(this);
    }

    private void end() {
        boolean wasOpen = state == State.OPEN;
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.GREETING) {
            context.admission().leave();
        }
        state = State.CLOSED;
        newcomer = null;
        replies.end();
        Session ended = session;
        if (ended != null) {
            context.registry().remove(this);
            context.rooms().leaveAll(this);
            context.farewells().say(ended);
        }
        if (wasOpen) {
            context.telemetry().disconnected();
        }
    }
}
