package io.keel.im.gateway;

import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.gateway.InFlight.Waiting;
import io.keel.im.group.GroupId;
import io.keel.im.presence.Session;
import io.keel.im.protocol.Decoded;
import io.keel.im.protocol.EncodedPayload;
import io.keel.im.protocol.FrameCodec;
import io.keel.im.protocol.Request;
import io.keel.im.protocol.Requests;
import io.keel.im.protocol.WireNotices;
import io.keel.im.protocol.WireReplies;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Downlink.Except;
import io.keel.im.spi.Payload;
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
    private final @Nullable DeviceId device;
    private final FrameCodec codec;
    private final Outflow outflow;
    private final InFlight inFlight = new InFlight();
    private final Set<GroupId> rooms = new HashSet<>();
    private final Vitals vitals;
    private final Backlog backlog = new Backlog();
    private final Requester requester;
    private State state = State.WAITING;
    private int unparsable;
    private volatile @Nullable Session session;

    /**
     * Makes a connection that waits for its credentials.
     *
     * @param device the device that the connection request named; null for none
     */
    Connection(ClientChannel channel, LaneState laneState, GatewayContext context, @Nullable DeviceId device) {
        this.channel = channel;
        this.device = device;
        this.laneState = laneState;
        this.context = context;
        this.codec = FrameCodec.of(channel.encoding());
        this.outflow = new Outflow(channel, context.telemetry());
        this.vitals = new Vitals(channel, context.now());
        this.requester = new Requester(this, context, inFlight);
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
        return rooms;
    }

    boolean closing() {
        return state == State.CLOSED;
    }

    boolean idle() {
        return inFlight.size() == 0;
    }

    // ---- What comes in ----------------------------------------------------------------------------------------------

    @Override
    public void receive(byte[] bytes, int offset, int length) {
        vitals.heard(context.now());
        if (state == State.OPEN && !outflow.paused() && backlog.isEmpty()) {
            serve(bytes, offset, length);
        } else if (state == State.WAITING) {
            authenticate(codec.decode(bytes, offset, length));
        } else if (state != State.CLOSED && !backlog.add(bytes, offset, length)) {
            refuse(null, Refusal.of(ErrorCode.RATE_LIMITED, "too many requests wait"));
        }
    }

    private void serve(byte[] bytes, int offset, int length) {
        Decoded decoded = codec.decode(bytes, offset, length);
        if (decoded instanceof Decoded.Frame frame) {
            unparsable = 0;
            ClientFrame body = frame.frame();
            String id = body.hasId() ? body.getId() : null;
            requester.serve(id, Requests.parse(body, user(), context::newGroup));
        } else if (decoded instanceof Decoded.Malformed malformed) {
            unparsable = 0;
            refuse(malformed.id(), Refusal.invalid(malformed.message()));
        } else if (++unparsable >= context.limits().get().unparsable()) {
            close(CloseCode.UNPARSABLE, "too many frames that do not parse");
        } else {
            refuse(null, Refusal.invalid(((Decoded.Unparsable) decoded).message()));
        }
    }

    private void authenticate(Decoded decoded) {
        if (!(decoded instanceof Decoded.Frame frame) || !frame.frame().hasAuth()) {
            close(CloseCode.UNAUTHENTICATED, "the first frame must be auth");
            return;
        }
        Request request = Requests.auth(frame.frame().getAuth());
        if (request instanceof Request.OfAuth auth) {
            greet(new Greeting.Credentials(
                    auth.token(),
                    auth.device() == null ? device : auth.device(),
                    frame.frame().hasId() ? frame.frame().getId() : null));
        } else {
            close(
                    CloseCode.UNAUTHENTICATED,
                    ((Request.Invalid) request).refusal().message());
        }
    }

    /** Starts to authenticate: nothing is read until the welcome. */
    void greet(Greeting.Credentials credentials) {
        state = State.GREETING;
        channel.reading(false);
        new Greeting(this, context, credentials).start();
    }

    void assign(Session given) {
        session = given;
    }

    /** The greeting has ended well: what was held back goes out, what has waited is served. */
    void open(@Nullable String id, ServerFrame welcome, long inboxHead) {
        state = State.OPEN;
        context.telemetry().connected();
        channel.send(id, ClientChannel.NO_INBOX_SEQ, EncodedPayload.of(welcome));
        backlog.release((payload, inboxSeq) -> {
            if (inboxSeq < 0 || inboxSeq > inboxHead) {
                push(payload, inboxSeq);
            }
        });
        channel.reading(true);
        serveBacklog();
    }

    @Override
    public void touched() {
        vitals.heard(context.now());
    }

    @Override
    public void drained() {
        outflow.drained();
        serveBacklog();
    }

    private void serveBacklog() {
        while (state == State.OPEN && !outflow.paused()) {
            byte @Nullable [] frame = backlog.poll();
            if (frame == null) {
                return;
            }
            serve(frame, 0, frame.length);
        }
    }

    // ---- What goes out ----------------------------------------------------------------------------------------------

    /** Pushes a notice; before the welcome it is held back. */
    void push(Payload payload, long inboxSeq) {
        if (state == State.OPEN) {
            outflow.push(payload, inboxSeq, context.limits().get().outboundBytes());
        } else if (state == State.GREETING && !backlog.hold(payload, inboxSeq)) {
            context.telemetry().dropped(1);
        }
    }

    /** A push for this connection was lost on its way. */
    void lost() {
        if (state == State.OPEN) {
            outflow.lost();
        }
    }

    void answered(long submission, Answer answer) {
        Waiting waiting = inFlight.close(submission);
        if (waiting == null || state != State.OPEN) {
            return;
        }
        if (answer instanceof Answer.Refused refused) {
            refuse(waiting.id(), refused.refusal());
        } else if (waiting.id() != null) {
            reply(waiting.id(), ClientChannel.NO_INBOX_SEQ, WireReplies.of(answer));
        }
    }

    void pong(long number, long inboxHead) {
        Waiting waiting = inFlight.close(number);
        if (waiting != null && state == State.OPEN) {
            reply(waiting.id(), inboxHead, WireReplies.pong());
        }
    }

    void failed(long number, Refusal refusal) {
        Waiting waiting = inFlight.close(number);
        if (waiting != null) {
            refuse(waiting.id(), refusal);
        }
    }

    void refuse(@Nullable String id, Refusal refusal) {
        context.telemetry().refused(refusal.code());
        if (state == State.OPEN) {
            reply(id, ClientChannel.NO_INBOX_SEQ, WireReplies.error(refusal));
        }
    }

    void reply(@Nullable String id, long inboxSeq, ServerFrame frame) {
        outflow.reply(
                id, inboxSeq, EncodedPayload.of(frame), context.limits().get().outboundBytes());
    }

    void goAway(long reconnectAfterMillis) {
        if (state == State.OPEN) {
            channel.send(null, ClientChannel.NO_INBOX_SEQ, EncodedPayload.of(WireNotices.goAway(reconnectAfterMillis)));
        }
    }

    // ---- How it ends ------------------------------------------------------------------------------------------------

    void joined(GroupId group) {
        if (state != State.CLOSED) {
            backlog.rejoined(group);
            context.rooms().join(group, this);
        } else {
            context.rooms().leave(group, this);
        }
    }

    void left(GroupId group) {
        backlog.left(group);
        context.rooms().leave(group, this);
    }

    /** Joins the groups that were looked up while greeting, but for those that it was told to have left since. */
    void joinAll(Iterable<GroupId> groups) {
        for (GroupId group : groups) {
            if (!backlog.hasLeft(group)) {
                context.rooms().join(group, this);
            }
        }
    }

    void tick(long now) {
        if (state == State.CLOSED) {
            return;
        }
        if (state == State.WAITING) {
            if (vitals.overdue(now)) {
                close(CloseCode.UNAUTHENTICATED, "not authenticated in time");
            }
        } else if (vitals.silent(now, context.limits().get().heartbeat())) {
            close(CloseCode.SILENT, "silent for too long");
        } else if (vitals.stalled(now)) {
            close(CloseCode.STALLED, "reads nothing");
        } else {
            for (Waiting expired : inFlight.expire(now - Vitals.REQUEST_NANOS)) {
                refuse(expired.id(), Refusal.of(ErrorCode.UNAVAILABLE, "no answer in time: try again"));
            }
        }
    }

    void kick(String reason) {
        if (state == State.OPEN) {
            channel.send(null, ClientChannel.NO_INBOX_SEQ, EncodedPayload.of(WireNotices.kicked(reason)));
        }
        close(CloseCode.REPLACED, reason);
    }

    void close(CloseCode code, String reason) {
        if (state != State.CLOSED) {
            end();
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
        state = State.CLOSED;
        Session ended = session;
        if (ended != null) {
            context.registry().remove(this);
            context.rooms().leaveAll(this);
            context.ports().sessions().offline(ended);
        }
        if (wasOpen) {
            context.telemetry().disconnected();
        }
    }
}
