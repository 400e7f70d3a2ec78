package io.keel.im.gateway;

import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.command.Command;
import io.keel.im.command.Origin;
import io.keel.im.command.Recall;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Tracing;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Submits commands for the host itself, in the name of its users or of the system: they take the way of every command. Safe for use by several threads.
 */
public final class CommandClient implements AutoCloseable {

    private static final long TIMEOUT_SECONDS = 10;
    private static final int MAX_WAITING = 65_536;
    private static final DeviceId SYSTEM = new DeviceId("system");

    private final GatewayId id;
    private final Bus bus;
    private final SnowflakeIds ids;
    private final Tracing tracing;
    private final Map<Long, CompletableFuture<Answer>> waiting = new ConcurrentHashMap<>();
    private final Bus.Subscription subscription;

    /**
     * Makes a client.
     *
     * @param id where answers go to; no other gateway's
     */
    public CommandClient(GatewayId id, Bus bus, SnowflakeIds ids) {
        this(id, bus, ids, Tracing.NONE);
    }

    /**
     * Makes a client.
     *
     * @param id where answers go to; no other gateway's
     * @param tracing follows its commands
     */
    public CommandClient(GatewayId id, Bus bus, SnowflakeIds ids, Tracing tracing) {
        this.id = id;
        this.bus = bus;
        this.ids = ids;
        this.tracing = tracing;
        this.subscription = bus.subscribe(id, this::take);
    }

    /**
     * Submits a command. Rights are those of {@code from}; no rate limit applies.
     *
     * @param from in whose name
     * @param device from which device: it is the scope of {@code clientMsgId}, and gets no push of what it sends
     * @return the answer, refusals included; {@code UNAVAILABLE} after 10 s without one, when nobody knows whether it was stored
     */
    public CompletionStage<Answer> submit(UserId from, DeviceId device, Command command) {
        return publish(from, device, command);
    }

    /**
     * Takes a message back in the name of the system: by no right of any user's and however long ago it was sent. Its event is from
     * nobody.
     *
     * @return {@code Done}, also if it was recalled before; or a refusal; {@code UNAVAILABLE} after 10 s without an answer
     */
    public CompletionStage<Answer> recall(ConversationId conversation, long seq) {
        return publish(null, SYSTEM, new Recall(conversation, seq));
    }

    private CompletionStage<Answer> publish(@Nullable UserId from, DeviceId device, Command command) {
        if (waiting.size() >= MAX_WAITING) {
            return CompletableFuture.failedFuture(unavailable());
        }
        long number = ids.next();
        CompletableFuture<Answer> answer = new CompletableFuture<Answer>().orTimeout(TIMEOUT_SECONDS, TimeUnit.SECONDS);
        waiting.put(number, answer);
        tracing.received(number);
        boolean taken = bus.publish(List.of(new Submission(number, from, device, new Origin(id, 0), command)))[0];
        if (!taken) {
            answer.completeExceptionally(unavailable());
        }
        return answer.whenComplete((done, failure) -> {
                    waiting.remove(number);
                    tracing.answered(number, code(done, failure));
                })
                .exceptionallyCompose(failure ->
                        CompletableFuture.failedFuture(failure instanceof ImException ? failure : unavailable()));
    }

    private static @Nullable ErrorCode code(@Nullable Answer answer, @Nullable Throwable failure) {
        if (failure != null) {
            return ErrorCode.UNAVAILABLE;
        }
        return answer instanceof Answer.Refused refused ? refused.refusal().code() : null;
    }

    private void take(List<Downlink> records) {
        for (Downlink record : records) {
            if (record instanceof Downlink.Reply reply) {
                CompletableFuture<Answer> answer = waiting.remove(reply.submission());
                if (answer != null) {
                    answer.complete(reply.answer());
                }
            }
        }
    }

    private static ImException unavailable() {
        return new ImException(ErrorCode.UNAVAILABLE, "no answer: try again with the same clientMsgId");
    }

    /** Receives no answers any more. Closing twice is harmless. */
    @Override
    public void close() {
        subscription.close();
    }
}
