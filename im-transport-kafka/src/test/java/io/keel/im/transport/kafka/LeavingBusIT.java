package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a bus does with what it has when it closes. */
class LeavingBusIT {

    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    @RegisterExtension
    private final Broker broker = new Broker();

    private final BlockingQueue<Downlink> pushed = new LinkedBlockingQueue<>();

    /** A gateway that has just started, and logic that knows nothing of its topic yet. */
    @Test
    void lastPushWaitsForItsTopicToBeKnown() throws Exception {
        KafkaBus front = broker.closing(broker.bus().open());
        KafkaBus logic = broker.bus().open();
        front.subscribe(GATEWAY, pushed::addAll);
        Downlink reply = new Downlink.Reply(7, 1, Answer.Done.DONE);

        logic.push(GATEWAY, List.of(reply));
        logic.close();

        assertThat(pushed.poll(20, TimeUnit.SECONDS)).isEqualTo(reply);
    }

    @Test
    void batchInHandIsFinishedAndNotHandedOverAgain() throws Exception {
        KafkaBus front = broker.closing(broker.bus().open());
        KafkaBus leaving = broker.bus().open();
        KafkaBus staying = broker.closing(broker.bus().open());
        BlockingQueue<Long> begun = new LinkedBlockingQueue<>();
        BlockingQueue<Long> again = new LinkedBlockingQueue<>();
        CompletableFuture<Void> stored = new CompletableFuture<>();
        leaving.consume(batch -> {
            batch.forEach(each -> begun.add(each.id()));
            return stored.thenRun(() -> leaving.push(
                    GATEWAY, List.of(new Downlink.Reply(7, batch.get(0).id(), Answer.Done.DONE))));
        });
        front.subscribe(GATEWAY, pushed::addAll);
        Sends sends = new Sends(GATEWAY);
        front.publish(List.of(sends.send(1)));
        Long first = begun.poll(20, TimeUnit.SECONDS);

        CompletableFuture<Void> left = CompletableFuture.runAsync(leaving::close);
        staying.consume(batch -> {
            batch.forEach(each -> again.add(each.id()));
            return CompletableFuture.completedFuture(null);
        });
        stored.complete(null);
        left.get(30, TimeUnit.SECONDS);

        assertThat(((Downlink.Reply) pushed.poll(20, TimeUnit.SECONDS)).submission())
                .isEqualTo(first);
        Submission later = sends.send(1);
        assertThat(front.publish(List.of(later))).containsExactly(true);
        assertThat(again.poll(30, TimeUnit.SECONDS)).isEqualTo(later.id());
    }
}
