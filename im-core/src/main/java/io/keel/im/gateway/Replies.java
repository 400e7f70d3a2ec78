package io.keel.im.gateway;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.gateway.InFlight.Waiting;
import io.keel.im.protocol.EncodedPayload;
import io.keel.im.protocol.WireReplies;
import io.keel.im.protocol.WireResults;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.query.Result;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Payload;
import org.jspecify.annotations.Nullable;

/**
 * Answers the requests of one connection: ties what comes back to the request that waits for it, and says it to the client. What comes
 * too late, or when the connection has ended, is dropped. Used on the connection's lane.
 */
final class Replies {

    private static final long NOT_ANSWERED = -1;

    private final InFlight inFlight;
    private final Outflow outflow;
    private final GatewayContext context;
    private boolean open;

    Replies(InFlight inFlight, Outflow outflow, GatewayContext context) {
        this.inFlight = inFlight;
        this.outflow = outflow;
        this.context = context;
    }

    /** Begins to speak. */
    void open() {
        open = true;
    }

    /** Says nothing any more, and waits for nothing. */
    void end() {
        open = false;
        inFlight.clear();
    }

    /** Tells whether no request waits. */
    boolean idle() {
        return inFlight.size() == 0;
    }

    /**
     * A command was answered.
     *
     * @param now nanoseconds of the monotonic clock
     * @return for how many nanoseconds it has waited; negative if it did not succeed, or nobody waits for it
     */
    long answered(long submission, Answer answer, long now) {
        context.tracing()
                .answered(
                        submission,
                        answer instanceof Answer.Refused refused
                                ? refused.refusal().code()
                                : null);
        Waiting waiting = inFlight.close(submission);
        if (waiting == null || !open) {
            return NOT_ANSWERED;
        }
        if (answer instanceof Answer.Refused refused) {
            refuse(waiting.id(), refused.refusal());
            return NOT_ANSWERED;
        }
        if (waiting.id() != null) {
            reply(waiting.id(), ClientChannel.NO_INBOX_SEQ, EncodedPayload.of(answer));
        }
        return Math.max(0, now - waiting.since());
    }

    /** A query was answered, or failed. */
    void answered(long number, @Nullable Result result, @Nullable Throwable failure) {
        Waiting waiting = inFlight.close(number);
        if (waiting == null || !open) {
            return;
        }
        if (result == null) {
            refuse(waiting.id(), Refusal.of(failure == null ? new IllegalStateException() : failure));
        } else if (result instanceof Result.Refused refused) {
            refuse(waiting.id(), refused.refusal());
        } else if (waiting.id() != null && !(result instanceof Result.Silent)) {
            reply(waiting.id(), ClientChannel.NO_INBOX_SEQ, WireResults.of(result));
        }
    }

    /** A ping's inbox head was found. */
    void pong(long number, long inboxHead) {
        Waiting waiting = inFlight.close(number);
        if (waiting != null && open) {
            reply(waiting.id(), inboxHead, WireReplies.pong());
        }
    }

    /** A request came to nothing. */
    void failed(long number, Refusal refusal) {
        Waiting waiting = inFlight.close(number);
        if (waiting != null) {
            refuse(waiting.id(), refusal);
        }
    }

    /** Gives up the requests that came before {@code then}, nanoseconds of the monotonic clock. */
    void expire(long then) {
        for (Waiting expired : inFlight.expire(then)) {
            refuse(expired.id(), Refusal.of(ErrorCode.UNAVAILABLE, "no answer in time: try again"));
        }
    }

    /** Refuses a request, whether it was noted as waiting or not. */
    void refuse(@Nullable String id, Refusal refusal) {
        context.telemetry().refused(refusal.code());
        if (open) {
            reply(id, ClientChannel.NO_INBOX_SEQ, WireReplies.error(refusal));
        }
    }

    private void reply(@Nullable String id, long inboxSeq, ServerFrame frame) {
        reply(id, inboxSeq, EncodedPayload.of(frame));
    }

    private void reply(@Nullable String id, long inboxSeq, Payload payload) {
        outflow.reply(id, inboxSeq, payload, context.limits().get().outboundBytes());
    }
}
