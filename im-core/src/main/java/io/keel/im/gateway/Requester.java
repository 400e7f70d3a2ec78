package io.keel.im.gateway;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.command.Command;
import io.keel.im.command.Origin;
import io.keel.im.command.Send;
import io.keel.im.command.Submission;
import io.keel.im.gateway.InFlight.Waiting;
import io.keel.im.presence.Session;
import io.keel.im.protocol.Request;
import io.keel.im.protocol.WireResults;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.spi.ClientChannel;
import org.jspecify.annotations.Nullable;

/**
 * Sends the requests of one connection where they are answered, within its limits. Shapes are checked before, so that a malformed
 * request takes no token. Used on the connection's lane.
 */
final class Requester {

    private static final long FULL_RETRY_MILLIS = 100;

    private final Connection connection;
    private final GatewayContext context;
    private final InFlight inFlight;
    private final TokenBucket bucket = new TokenBucket();

    Requester(Connection connection, GatewayContext context, InFlight inFlight) {
        this.connection = connection;
        this.context = context;
        this.inFlight = inFlight;
    }

    void serve(@Nullable String id, Request request) {
        if (request instanceof Request.Invalid invalid) {
            connection.refuse(id, invalid.refusal());
            return;
        }
        long wait = wait(request);
        if (wait > 0) {
            connection.refuse(id, new Refusal(ErrorCode.RATE_LIMITED, "too many requests", wait));
        } else if (request instanceof Request.OfCommand command) {
            submit(id, command.command());
        } else if (request instanceof Request.OfQuery query) {
            ask(id, query.query());
        } else if (request instanceof Request.Ping) {
            connection.laneState().ping(connection, inFlight.open(id, context.now()));
        } else {
            connection.refuse(id, Refusal.of(ErrorCode.FAILED_PRECONDITION, "auth: authenticated already"));
        }
    }

    /** Returns 0, or for how many milliseconds the client has to wait. */
    private long wait(Request request) {
        GatewayLimits limits = context.limits().get();
        if (inFlight.size() >= limits.inFlight()) {
            return FULL_RETRY_MILLIS;
        }
        boolean send = request instanceof Request.OfCommand command && command.command() instanceof Send;
        return send
                ? context.rates().take(connection.user(), limits.sends(), context.now())
                : bucket.take(limits.requests(), context.now());
    }

    private void submit(@Nullable String id, Command command) {
        long number;
        try {
            number = context.ids().next();
        } catch (RuntimeException noId) {
            connection.refuse(id, Refusal.of(noId));
            return;
        }
        Session session = connection.session();
        inFlight.open(number, id, context.now());
        connection
                .laneState()
                .submit(new Submission(
                        number,
                        session.user(),
                        session.device(),
                        new Origin(session.gateway(), session.connection()),
                        command));
    }

    private void ask(@Nullable String id, Query query) {
        Session session = connection.session();
        long number = inFlight.open(id, context.now());
        Stages.on(
                connection.channel().lane(),
                context.ports().queries().answer(session.user(), session.device(), query),
                (result, failure) -> answered(number, result, failure));
    }

    private void answered(long number, @Nullable Result result, @Nullable Throwable failure) {
        Waiting waiting = inFlight.close(number);
        if (waiting == null || connection.closing()) {
            return;
        }
        if (result == null) {
            connection.refuse(waiting.id(), Refusal.of(failure == null ? new IllegalStateException() : failure));
        } else if (result instanceof Result.Refused refused) {
            connection.refuse(waiting.id(), refused.refusal());
        } else if (waiting.id() != null && !(result instanceof Result.Silent)) {
            connection.reply(waiting.id(), ClientChannel.NO_INBOX_SEQ, WireResults.of(result));
        }
    }
}
