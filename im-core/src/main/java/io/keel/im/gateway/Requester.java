package io.keel.im.gateway;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.command.Command;
import io.keel.im.command.Origin;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.presence.Session;
import io.keel.im.protocol.Decoded;
import io.keel.im.protocol.FrameCodec;
import io.keel.im.protocol.Request;
import io.keel.im.protocol.Requests;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.rate.RateLimit;
import io.keel.im.rate.TokenBucket;
import io.keel.im.spi.CloseCode;
import io.keel.im.spi.Queries;
import io.keel.im.spi.telemetry.Limit;
import io.keel.im.spi.trace.Step;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of one connection and sends them where they are answered, within its limits. Shapes are checked first, so that a
 * malformed request takes no token. Used on the connection's lane.
 */
final class Requester {

    private static final long FULL_RETRY_MILLIS = 100;

    /** For no less is a connection held that is refused too often: a timer for each request would cost more than the request. */
    private static final long HOLD_MILLIS = 10;

    private final Connection connection;
    private final GatewayContext context;
    private final FrameCodec codec;
    private final InFlight inFlight;
    private final Replies replies;
    /** Of requests other than sends; null until the first, as all that follows: most clients keep silent, and there are many. */
    private @Nullable TokenBucket bucket;

    private @Nullable TokenBucket refusals;
    private @Nullable Requests requests;
    private @Nullable Origin origin;
    private int unparsable;

    Requester(Connection connection, GatewayContext context, InFlight inFlight, Replies replies) {
        this.connection = connection;
        this.context = context;
        this.codec = FrameCodec.of(connection.channel().encoding());
        this.inFlight = inFlight;
        this.replies = replies;
    }

    /**
     * Serves a frame of an open connection; the bytes are not kept.
     *
     * @param now nanoseconds of the monotonic clock
     */
    void serve(byte[] bytes, int offset, int length, long now) {
        Decoded decoded = codec.decode(bytes, offset, length);
        if (decoded instanceof Decoded.PlainSend plain) {
            unparsable = 0;
            serve(plain.id(), requests().parse(plain), now);
        } else if (decoded instanceof Decoded.Frame frame) {
            unparsable = 0;
            ClientFrame body = frame.frame();
            String id = body.hasId() ? body.getId() : null;
            serve(id, requests().parse(body), now);
        } else if (decoded instanceof Decoded.Malformed malformed) {
            unparsable = 0;
            refuse(malformed.id(), Refusal.invalid(malformed.message()), now);
        } else if (++unparsable >= context.limits().get().unparsable()) {
            connection.close(CloseCode.UNPARSABLE, "too many frames that do not parse");
        } else {
            refuse(null, Refusal.invalid(((Decoded.Unparsable) decoded).message()), now);
        }
    }

    /** Refuses; who is refused too often is read more slowly. */
    private void refuse(@Nullable String id, Refusal refusal, long now) {
        replies.refuse(id, refusal);
        RateLimit limit = context.limits().get().refusals();
        TokenBucket bucketOfRefusals = refusals == null ? new TokenBucket() : refusals;
        refusals = bucketOfRefusals;
        bucketOfRefusals.take(limit, now);
        long wait = bucketOfRefusals.look(limit, now);
        if (wait > 0) {
            connection.hold(Duration.ofMillis(Math.max(wait, HOLD_MILLIS)));
        }
    }

    private void serve(@Nullable String id, Request request, long now) {
        if (request instanceof Request.Invalid invalid) {
            refuse(id, invalid.refusal(), now);
            return;
        }
        if (connection.laneState().load().full() && !(request instanceof Request.Ping)) {
            context.telemetry().limited(Limit.OVERLOAD);
            refuse(id, LaneState.OVERLOADED, now);
            return;
        }
        long wait = wait(request, now);
        if (wait > 0) {
            context.telemetry().limited(limitOf(request, now));
            refuse(id, Clearance.tooMany(wait), now);
        } else if (request instanceof Request.OfCommand command) {
            submit(id, command.command(), now);
        } else if (request instanceof Request.OfQuery query) {
            ask(id, query.query(), now);
        } else if (request instanceof Request.Ping) {
            connection.laneState().ping(connection, inFlight.open(id, now));
        } else {
            refuse(id, Refusal.of(ErrorCode.FAILED_PRECONDITION, "auth: authenticated already"), now);
        }
    }

    /** The limit that a request was refused by. */
    private Limit limitOf(Request request, long now) {
        GatewayLimits limits = context.limits().get();
        if (inFlight.size() >= limits.inFlight()) {
            return Limit.IN_FLIGHT;
        } else if (request instanceof Request.OfCommand command && command.command() instanceof Send) {
            return context.shared().on(limits, now) ? Limit.CLUSTER_SENDS : Limit.USER_SENDS;
        }
        return Limit.CONNECTION_REQUESTS;
    }

    /** Returns 0, or for how many milliseconds the client has to wait. */
    private long wait(Request request, long now) {
        GatewayLimits limits = context.limits().get();
        boolean send = request instanceof Request.OfCommand command && command.command() instanceof Send;
        if (inFlight.size() >= limits.inFlight()) {
            return Math.max(FULL_RETRY_MILLIS, send ? lookSends(limits, now) : bucket().look(limits.requests(), now));
        }
        long wait = send ? takeSend(limits, now) : bucket().take(limits.requests(), now);
        if (wait == 0) {
            return 0;
        }
        // The time of this turn may lie behind: who waited for as long as it was told must not be refused for that.
        long fresh = context.now();
        return fresh == now ? wait : send ? takeSend(limits, fresh) : bucket().take(limits.requests(), fresh);
    }

    private TokenBucket bucket() {
        TokenBucket known = bucket;
        if (known == null) {
            known = new TokenBucket();
            bucket = known;
        }
        return known;
    }

    /** With buckets that all gateways share nothing is taken here: what may be sent is cleared at the end of the turn. */
    private long takeSend(GatewayLimits limits, long now) {
        return context.shared().on(limits, now)
                ? context.shared().look(connection.user(), limits.sends(), now)
                : context.rates().take(connection.user(), limits.sends(), now);
    }

    private long lookSends(GatewayLimits limits, long now) {
        return context.shared().on(limits, now)
                ? context.shared().look(connection.user(), limits.sends(), now)
                : context.rates().look(connection.user(), limits.sends(), now);
    }

    private void submit(@Nullable String id, Command command, long now) {
        long number;
        try {
            number = context.ids().next();
        } catch (RuntimeException noId) {
            replies.refuse(id, Refusal.of(noId));
            return;
        }
        Session session = connection.session();
        context.tracing().received(number);
        inFlight.open(number, id, now);
        connection
                .laneState()
                .submit(new Submission(number, session.user(), session.device(), origin(session), command), now);
    }

    private Requests requests() {
        Requests known = requests;
        if (known == null) {
            known = new Requests(connection.user(), context::newGroup);
            requests = known;
        }
        return known;
    }

    private Origin origin(Session session) {
        Origin known = origin;
        if (known == null) {
            known = new Origin(session.gateway(), session.connection());
            origin = known;
        }
        return known;
    }

    private void ask(@Nullable String id, Query query, long now) {
        Session session = connection.session();
        long number = inFlight.open(id, now);
        Stages.on(
                connection.channel().lane(),
                answer(session, query),
                (result, failure) -> replies.answered(number, result, failure));
    }

    private CompletionStage<Result> answer(Session session, Query query) {
        Queries queries = context.ports().queries();
        if (!context.tracing().on()) {
            return queries.answer(session.user(), session.device(), query);
        }
        Step step = context.tracing().serve("gateway " + query.getClass().getSimpleName(), null);
        return step.within(() -> queries.answer(session.user(), session.device(), query))
                .whenComplete((result, failure) -> step.end(failure));
    }
}
