package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.guard.Guard;
import io.keel.im.guard.Permit;
import io.keel.im.guard.ShedException;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.WireSubmissions;
import io.keel.im.spi.Bus.DownlinkHandler;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.spi.trace.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Puts commands on the way up. One that was taken and then failed to reach the log is answered {@code UNAVAILABLE} to its gateway,
 * if that is here: gateways publish by the same bus by which they receive. Safe for use by several threads.
 *
 * <p>Commands stand behind a guard: once hardly any gets to the log, more are refused at once instead of after the seconds that the
 * producer tries. Pushes, tasks and dead letters do not: nobody waits for them, whoever brings them tries again or may drop
 * them, and a push fails as well when its gateway's topic is gone, which says nothing of the broker.
 */
final class CommandPublisher {

    private static final Answer FAILED =
            new Answer.Refused(Refusal.of(ErrorCode.UNAVAILABLE, "the bus did not take it: try again"));

    private static final ImException REFUSED = new ImException(ErrorCode.UNAVAILABLE, "the bus did not take it");

    private final Guard guard;
    private final Outlet outlet;
    private final String topic;
    private final Traces traces;
    private final Function<GatewayId, @Nullable DownlinkHandler> local;

    /**
     * Makes it.
     *
     * @param local finds the handler of a gateway that is here
     */
    CommandPublisher(
            Guard guard,
            Outlet outlet,
            String topic,
            Traces traces,
            Function<GatewayId, @Nullable DownlinkHandler> local) {
        this.guard = guard;
        this.outlet = outlet;
        this.topic = topic;
        this.traces = traces;
        this.local = local;
    }

    boolean[] publish(List<Submission> submissions) {
        boolean[] taken = new boolean[submissions.size()];
        for (int i = 0; i < taken.length; i++) {
            taken[i] = publish(submissions.get(i));
        }
        return taken;
    }

    private boolean publish(Submission submission) {
        Permit permit;
        try {
            permit = guard.enter();
        } catch (ShedException refused) {
            return false;
        }
        Step step = traces.publish(submission);
        boolean taken = outlet.offer(Route.UPLINK, record(submission, step), failure -> {
            step.end(failure);
            permit.ended(outcome(failure));
            if (failure != null) {
                failed(submission);
            }
        });
        if (!taken) {
            permit.ended(CallOutcome.REJECTED);
            step.end(REFUSED);
        }
        return taken;
    }

    private static CallOutcome outcome(@Nullable Exception failure) {
        return failure == null
                ? CallOutcome.OK
                : failure instanceof TimeoutException ? CallOutcome.TIMED_OUT : CallOutcome.FAILED;
    }

    private ProducerRecord<byte[], byte[]> record(Submission submission, Step step) {
        return new ProducerRecord<>(
                topic,
                null,
                submission.command().conversation().value().getBytes(StandardCharsets.US_ASCII),
                WireSubmissions.encode(submission),
                List.of(traces.of(submission, step)));
    }

    private void failed(Submission submission) {
        if (submission.origin() == null) {
            return;
        }
        DownlinkHandler gateway = local.apply(submission.origin().gateway());
        if (gateway != null) {
            gateway.handle(List.of(new Downlink.Reply(submission.origin().connection(), submission.id(), FAILED)));
        }
    }
}
