package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LoneMessageIT {

    @RegisterExtension
    private final Broker broker = new Broker();

    /** The best of many, so that a busy machine does not matter: a timer on the way would be in each of them. */
    @Test
    void messageAloneWaitsForNoTimer() throws Exception {
        GatewayId gateway = new GatewayId("gw-1");
        KafkaBus front = broker.closing(broker.bus().open());
        KafkaBus logic = broker.closing(broker.bus().open());
        BlockingQueue<Downlink> answers = new LinkedBlockingQueue<>();
        front.subscribe(gateway, answers::addAll);
        logic.consume(batch -> {
            for (Submission each : batch) {
                logic.push(gateway, List.of(new Downlink.Reply(7, each.id(), Answer.Done.DONE)));
            }
            return CompletableFuture.completedFuture(null);
        });
        Sends sends = new Sends(gateway);
        long[] micros = new long[100];
        for (int i = 0; i < micros.length; i++) {
            Submission lone = sends.send(i % 7);
            long start = System.nanoTime();
            assertThat(front.publish(List.of(lone))).containsExactly(true);
            Downlink.Reply answer = (Downlink.Reply) answers.poll(20, TimeUnit.SECONDS);
            micros[i] = (System.nanoTime() - start) / 1_000;
            assertThat(answer).isNotNull();
            assertThat(answer.submission()).isEqualTo(lone.id());
        }
        Arrays.sort(micros);
        assertThat(micros[0])
                .as("best of %s µs, up and down", Arrays.toString(micros))
                .isLessThan(20_000);
    }
}
