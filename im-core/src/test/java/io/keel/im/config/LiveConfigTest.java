package io.keel.im.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.group.Diffusion;
import io.keel.im.guard.GuardSettings;
import io.keel.im.memory.MemoryConfigSource;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.ChatPolicy;
import io.keel.im.spi.Fanout;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveConfigTest {

    private static final UserId ALICE = new UserId("alice");

    private final MemoryConfigSource source = new MemoryConfigSource();
    private final LiveConfig live = LiveConfig.builder().build();

    @Test
    void changesTakeEffectAtOnceAndAreTakenBackWithTheirKeys() {
        source.watch(live);
        source.put("rate-per-second", "2.5");
        source.put("rate-burst", " 50 ");
        source.put("write-diffusion-limit", "3");
        source.put("recall-window-seconds", "0");
        source.put("devices-per-user", "2");
        source.put("receipt-limit", "7");

        assertThat(live.limits().sends()).isEqualTo(new RateLimit(2.5, 50));
        assertThat(live.limits().requests()).isEqualTo(GatewayLimits.defaults().requests());
        assertThat(live.fanout().choose(3)).isEqualTo(Diffusion.WRITE);
        assertThat(live.fanout().choose(4)).isEqualTo(Diffusion.READ);
        assertThat(live.policy().recallWindow()).isZero();
        assertThat(live.policy().devicesPerUser(ALICE)).isEqualTo(2);
        assertThat(live.policy().receiptLimit()).isEqualTo(7);
        assertThat(live.revision()).isEqualTo(6);

        source.remove("rate-burst");
        source.remove("write-diffusion-limit");

        assertThat(live.limits().sends()).isEqualTo(new RateLimit(2.5, 5));
        assertThat(live.fanout().choose(500)).isEqualTo(Diffusion.WRITE);
        assertThat(live.fanout().choose(501)).isEqualTo(Diffusion.READ);
    }

    @Test
    void guardsAreTunedByWhatIsSetAndByNothingElse() {
        source.watch(live);
        assertThat(live.guard(GuardSettings.expendable())).isEqualTo(GuardSettings.expendable());

        source.put("breaker-failure-percent", "70");
        source.put("breaker-pause-millis", "300");
        source.put("calls-in-flight", "8");
        source.put("breaker-slow-millis", "40");

        Duration pause = Duration.ofMillis(300);
        assertThat(live.guard(GuardSettings.expendable()))
                .isEqualTo(GuardSettings.expendable().toBuilder()
                        .failureRate(70)
                        .pause(pause, pause)
                        .maxCalls(8)
                        .slowAfter(Duration.ofMillis(40))
                        .build());

        source.remove("calls-in-flight");
        source.put("breaker-failure-percent", "101");
        assertThat(live.guard(GuardSettings.defaults()).toBuilder().build())
                .as("the last good ones")
                .isEqualTo(GuardSettings.builder()
                        .failureRate(70)
                        .pause(pause, pause)
                        .slowAfter(Duration.ofMillis(40))
                        .build());
    }

    @ParameterizedTest
    @CsvSource({
        "rate-per-second, 0",
        "rate-per-second, NaN",
        "rate-per-second, -1",
        "rate-per-second, 1e400",
        "rate-burst, 0",
        "rate-burst, 1.5",
        "rate-burst, ''",
        "rate-burst, ten",
        "rate-burst, 99999999999999999999",
        "heartbeat-millis, 99",
        "write-diffusion-limit, 0",
        "recall-window-seconds, -1",
    })
    void badValueIsRefusedAndTheLastGoodOneKept(String key, String bad) {
        source.put("rate-per-second", "9");
        source.watch(live);
        long good = live.revision();

        source.put("requests-in-flight", "1");
        source.put(key, bad);
        source.put("requests-in-flight", "2");

        assertThat(live.limits().sends().perSecond()).isEqualTo(9);
        assertThat(live.limits().inFlight()).as("set beside the bad value").isEqualTo(1);
        assertThat(live.revision()).isEqualTo(good + 1);
        assertThat(live.problems())
                .singleElement()
                .asString()
                .startsWith(key + ": \"")
                .contains("expected");

        source.remove(key);

        assertThat(live.limits().inFlight()).isEqualTo(2);
        assertThat(live.problems()).isEmpty();
    }

    @Test
    void processThatStartsBesideABadValueTakesTheGoodOnes() {
        source.put("rate-per-second", "9");
        source.put("rate-burst", "none");

        source.watch(live);

        assertThat(live.limits().sends()).isEqualTo(new RateLimit(9, 5));
        assertThat(live.problems()).hasSize(1);
        source.put("rate-per-second", "10");
        assertThat(live.limits().sends().perSecond()).isEqualTo(9);
        source.put("rate-burst", "20");
        assertThat(live.limits().sends()).isEqualTo(new RateLimit(10, 20));
    }

    @Test
    void whatIsNotConfiguredIsTheHosts() {
        LiveConfig own = LiveConfig.builder()
                .limits(GatewayLimits.builder().inFlight(3).build())
                .fanout(Fanout.upTo(2))
                .policy(new ChatPolicy() {
                    @Override
                    public boolean mayMessage(UserId from, UserId to) {
                        return false;
                    }

                    @Override
                    public Duration recallWindow() {
                        return Duration.ofDays(1);
                    }
                })
                .build();
        source.put("unparsable-frames", "1");
        source.put("of-another-program", "anything");
        source.watch(own);

        assertThat(own.limits().inFlight()).isEqualTo(3);
        assertThat(own.limits().unparsable()).isEqualTo(1);
        assertThat(own.fanout().choose(3)).isEqualTo(Diffusion.READ);
        assertThat(own.policy().mayMessage(ALICE, ALICE)).isFalse();
        assertThat(own.policy().recallWindow()).isEqualTo(Duration.ofDays(1));
        assertThat(own.problems()).isEmpty();
    }

    @Test
    void everySettingTakesItsOwnDefaultAndChangesNothingByIt() {
        for (Setting setting : Setting.values()) {
            source.put(setting.key(), setting.byDefault().toString());
        }
        source.watch(live);

        assertThat(live.problems()).isEmpty();
        assertThat(live.limits()).usingRecursiveComparison().isEqualTo(GatewayLimits.defaults());
        assertThat(live.policy().recallWindow()).isEqualTo(ChatPolicy.DEFAULT.recallWindow());
        assertThat(live.policy().devicesPerUser(ALICE)).isEqualTo(ChatPolicy.DEFAULT.devicesPerUser(ALICE));
        assertThat(live.policy().receiptLimit()).isEqualTo(ChatPolicy.DEFAULT.receiptLimit());
        assertThat(live.fanout().choose(500)).isEqualTo(Diffusion.WRITE);
        assertThat(Arrays.stream(Setting.values()).map(Setting::key)).doesNotHaveDuplicates();
    }
}
