package io.keel.im.transport.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.presence.GatewayId;
import io.keel.im.testkit.ManualClock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class RetirementIT {

    private static final GatewayId DEAD = new GatewayId("gw-dead");
    private static final GatewayId ALIVE = new GatewayId("gw-alive");

    @RegisterExtension
    private final Broker broker = new Broker();

    @Test
    void topicGoesTenMinutesAfterItsGateway() {
        Topics topics = new Topics(broker.prefix());
        TopicAdmin admin = broker.closing(new TopicAdmin(broker.clients().admin(), Duration.ofSeconds(20)));
        admin.ensure(topics.push(DEAD), 1, Map.of());
        admin.ensure(topics.push(ALIVE), 1, Map.of());
        ManualClock clock = ManualClock.standing();
        PushTopicRetirement retirement = new PushTopicRetirement(admin, topics, clock::nanoTime);

        assertThat(retire(retirement)).isEmpty();
        clock.advance(Duration.ofMinutes(9));
        assertThat(retire(retirement)).isEmpty();
        clock.advance(Duration.ofMinutes(1));

        assertThat(retire(retirement)).containsExactly(DEAD);
        await().atMost(20, TimeUnit.SECONDS).until(() -> !topics(admin).contains(topics.push(DEAD)));
        assertThat(topics(admin)).contains(topics.push(ALIVE));
    }

    @Test
    void topicGoesWithItsSubscription() {
        KafkaBus bus = broker.closing(broker.bus().open());
        TopicAdmin admin = broker.closing(new TopicAdmin(broker.clients().admin(), Duration.ofSeconds(20)));
        String topic = new Topics(broker.prefix()).push(ALIVE);
        try (var subscription = bus.subscribe(ALIVE, records -> {})) {
            assertThat(subscription).isNotNull();
            await().atMost(20, TimeUnit.SECONDS).until(() -> topics(admin).contains(topic));
        }
        await().atMost(20, TimeUnit.SECONDS).until(() -> !topics(admin).contains(topic));
    }

    private static Set<GatewayId> retire(PushTopicRetirement retirement) {
        return retirement.retire(Set.of(ALIVE)).toCompletableFuture().join();
    }

    private static Set<String> topics(TopicAdmin admin) {
        return admin.topics().toCompletableFuture().join();
    }
}
