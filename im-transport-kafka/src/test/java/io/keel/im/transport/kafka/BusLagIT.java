package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BusLagIT {

    private static final GatewayId GATEWAY = new GatewayId("gw-1");

    @RegisterExtension
    private final Broker broker = new Broker();

    private final Sends sends = new Sends(GATEWAY);

    @Test
    void commandsThatNobodyHandlesWaitForLogicUntilItComes() {
        KafkaBus bus = broker.closing(broker.bus().open());
        BusLag lag = lag();
        publish(bus, 10);
        await().atMost(20, TimeUnit.SECONDS).until(() -> waiting(lag, "im-logic") == 10);
        assertThat(done(lag.positions()))
                .allSatisfy(position -> {
                    assertThat(position.group()).isEqualTo(broker.prefix() + "im-logic");
                    assertThat(position.topic()).isEqualTo(broker.prefix() + "upstream-messages");
                })
                .extracting(BusLag.Position::partition)
                .containsExactly(0, 1, 2, 3);

        bus.consume(batch -> CompletableFuture.completedFuture(null));

        await().atMost(20, TimeUnit.SECONDS).until(() -> waiting(lag, "im-logic") == 0);
    }

    @Test
    void everyGroupOfJobsHasItsOwn() {
        KafkaTasks tasks = broker.tasks();
        CompletableFuture<Void> never = new CompletableFuture<>();
        tasks.consume("quick", Map.of("count", task -> CompletableFuture.completedFuture(null)));
        tasks.consume("slow", Map.of("count", task -> never));
        List<Task> published = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            published.add(new Task("t-" + i, "count", "one-key", ByteString.EMPTY));
        }
        done(tasks.publish(published));
        BusLag lag = lag();

        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> waiting(lag, "im-tasks-slow") == 5
                        && done(lag.positions()).stream()
                                .anyMatch(position -> position.group().endsWith("quick") && position.handled() == 5));
        assertThat(waiting(lag, "im-tasks-quick")).isZero();
        never.complete(null);
    }

    @Test
    void topicsOfPushesAreCounted() {
        KafkaBus bus = broker.closing(broker.bus().open());
        bus.subscribe(GATEWAY, records -> {});
        bus.push(GATEWAY, List.of(new Downlink.Kick(1, "x")));
        BusLag lag = lag();

        await().atMost(20, TimeUnit.SECONDS)
                .until(() -> done(lag.pushTopics())
                        .equals(List.of(new BusLag.PushTopic(GATEWAY, broker.prefix() + "push-messages-gw-1", 1))));
    }

    private void publish(KafkaBus bus, int count) {
        List<Submission> published = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            published.add(sends.send(i));
        }
        bus.publish(published);
    }

    private long waiting(BusLag lag, String group) {
        return done(lag.positions()).stream()
                .filter(position -> position.group().equals(broker.prefix() + group))
                .mapToLong(BusLag.Position::lag)
                .sum();
    }

    private BusLag lag() {
        return broker.closing(BusLag.open(broker.address(), broker.prefix(), Map.of()));
    }

    private static <T> T done(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
    }
}
