package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.WireSubmissions;
import io.keel.im.spi.Bus.DownlinkHandler;
import io.keel.im.spi.Downlink;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jspecify.annotations.Nullable;

/**
 * Puts commands on the way up. One that was taken and then failed to reach the log is answered {@code UNAVAILABLE} to its gateway,
 * if that is here: gateways publish by the same bus by which they receive. Safe for use by several threads.
 */
final class CommandPublisher {

    private static final Answer FAILED =
            new Answer.Refused(Refusal.of(ErrorCode.UNAVAILABLE, "the bus did not take it: try again"));

    private final Outlet outlet;
    private final String topic;
    private final Traces traces;
    private final Function<GatewayId, @Nullable DownlinkHandler> local;

    /**
     * Makes it.
     *
     * @param local finds the handler of a gateway that is here
     */
    CommandPublisher(Outlet outlet, String topic, Traces traces, Function<GatewayId, @Nullable DownlinkHandler> local) {
        this.outlet = outlet;
        this.topic = topic;
        this.traces = traces;
        this.local = local;
    }

    boolean[] publish(List<Submission> submissions) {
        boolean[] taken = new boolean[submissions.size()];
        for (int i = 0; i < taken.length; i++) {
            Submission submission = submissions.get(i);
            taken[i] = outlet.offer(record(submission), failure -> {
                if (failure != null) {
                    failed(submission);
                }
            });
        }
        return taken;
    }

    private ProducerRecord<byte[], byte[]> record(Submission submission) {
        return new ProducerRecord<>(
                topic,
                null,
                submission.command().conversation().value().getBytes(StandardCharsets.US_ASCII),
                WireSubmissions.encode(submission),
                List.of(traces.of(submission)));
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
