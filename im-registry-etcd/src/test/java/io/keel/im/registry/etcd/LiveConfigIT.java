package io.keel.im.registry.etcd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.config.LiveConfig;
import io.keel.im.rate.RateLimit;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LiveConfigIT {

    @RegisterExtension
    private final SharedEngine engine = new SharedEngine();

    @Test
    void limitsChangeAtOnceAndABadValueIsRefused() {
        LiveConfig live = LiveConfig.builder().build();
        EtcdConfigSource.over(engine.etcd().process()).watch(live);

        engine.etcd().put("/config/rate-burst", "50");
        awaitLimit(live, new RateLimit(1, 50));
        engine.etcd().put("/config/rate-burst", "many");
        await().atMost(5, TimeUnit.SECONDS).until(() -> !live.problems().isEmpty());
        assertThat(live.limits().sends()).isEqualTo(new RateLimit(1, 50));
        engine.etcd().put("/config/rate-burst", "60");
        awaitLimit(live, new RateLimit(1, 60));
        assertThat(live.problems()).isEmpty();
        engine.etcd().delete("/config/rate-burst");
        awaitLimit(live, new RateLimit(1, 5));
    }

    private static void awaitLimit(LiveConfig live, RateLimit expected) {
        await().atMost(5, TimeUnit.SECONDS).until(() -> live.limits().sends().equals(expected));
    }
}
