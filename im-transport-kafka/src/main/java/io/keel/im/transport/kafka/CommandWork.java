package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.common.TopicPartition;

/** What is done about commands: they are handed to logic; one that it cannot handle is put aside and its sender told. */
final class CommandWork implements BatchRunner.Work<Submission> {

    private static final Answer INTERNAL = new Answer.Refused(Refusal.of(ErrorCode.INTERNAL, "internal error"));

    private final Bus bus;
    private final Bus.UplinkHandler handler;
    private final DeadLetters deadLetters;
    private final Traces traces;
    private final Membership membership;

    CommandWork(Bus bus, Bus.UplinkHandler handler, DeadLetters deadLetters, Traces traces, Membership membership) {
        this.bus = bus;
        this.handler = handler;
        this.deadLetters = deadLetters;
        this.traces = traces;
        this.membership = membership;
    }

    @Override
    public CompletionStage<Void> handle(List<Submission> items) {
        return handler.handle(items);
    }

    @Override
    public CompletionStage<Void> bury(Item<Submission> item, String reason) {
        return deadLetters.bury(item.record(), reason).thenRun(() -> {
            Submission poison = item.value();
            if (poison != null && poison.origin() != null) {
                bus.push(
                        poison.origin().gateway(),
                        List.of(new Downlink.Reply(poison.origin().connection(), poison.id(), INTERNAL)));
            }
        });
    }

    @Override
    public void begun(Batch<Submission> batch) {
        for (Item<Submission> item : batch.items()) {
            if (item.value() != null) {
                traces.arrived(item.value(), item.record().headers());
            }
        }
    }

    @Override
    public void ended(Batch<Submission> batch) {
        for (Item<Submission> item : batch.items()) {
            if (item.value() != null) {
                traces.done(item.value());
            }
        }
    }

    /** Batches in hand hold partitions that are others' now: until they have ended, nothing is told of what they are about. */
    void lost(Collection<Batch<Submission>> batches, Collection<TopicPartition> partitions) {
        Set<TopicPartition> gone = new HashSet<>(partitions);
        for (Batch<Submission> batch : batches) {
            for (Item<Submission> item : batch.items()) {
                if (item.value() != null && gone.contains(item.partition())) {
                    membership.lose(item.value().command().conversation(), batch.ended());
                }
            }
        }
    }
}
