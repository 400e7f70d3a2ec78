package io.keel.im.examples.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.config.LiveConfig;
import io.keel.im.config.Setting;
import io.keel.im.examples.Spoken;
import io.keel.im.rate.RateLimit;
import io.keel.im.registry.etcd.EtcdConfigSource;
import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.testkit.engine.EtcdEngine;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The command as those see it who run it, over an etcd. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConfigCommandIT {

    private EtcdEngine engine;
    private EtcdConnection etcd;
    private EtcdConfigSource source;

    @BeforeAll
    void start() {
        engine = EtcdEngine.launch();
        etcd = EtcdConnection.open(engine.address());
        source = EtcdConfigSource.over(etcd);
    }

    @AfterAll
    void stop() {
        source.close();
        etcd.close();
        engine.close();
    }

    @BeforeEach
    void clear() {
        source.snapshot()
                .toCompletableFuture()
                .join()
                .values()
                .keySet()
                .forEach(key -> source.remove(key).toCompletableFuture().join());
    }

    private Spoken config(String... arguments) {
        String[] all = Arrays.copyOf(arguments, arguments.length + 3);
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        all[0] = "config";
        all[all.length - 2] = "--etcd";
        all[all.length - 1] = engine.address();
        return Spoken.of(all);
    }

    @Test
    void whatIsSetIsShownAndInForce() {
        LiveConfig live = LiveConfig.builder().build();
        source.watch(live);

        Spoken set = config("set", "rate-per-second=2", "rate-burst=10");

        assertThat(set.status()).isZero();
        assertThat(set.out())
                .containsPattern("KEY +BEFORE +NOW\\R")
                .containsPattern("rate-burst +- +10\\R")
                .containsPattern("rate-per-second +- +2\\R")
                .containsPattern("revision \\d+\\R$");
        assertThat(set.err()).isEmpty();
        Awaitility.await().until(() -> live.limits().sends().equals(new RateLimit(2, 10)));
        assertThat(config("get", "rate-burst").out()).containsPattern("rate-burst +10 +5 +a whole number");
        assertThat(config("get").out().lines()).hasSize(Setting.values().length + 2);

        Spoken unset = config("unset", "rate-burst");

        assertThat(unset.out()).containsPattern("rate-burst +10 +-\\R").doesNotContain("rate-per-second");
        Awaitility.await().until(() -> live.limits().sends().equals(new RateLimit(2, 5)));
    }

    @Test
    void jsonIsALine() {
        assertThat(config("set", "cluster-rate=true", "--json").out())
                .matches(
                        "\\{\"revision\":\\d+,\"changed\":\\{\"cluster-rate\":\\{\"before\":null,\"now\":\"true\"}}}\\R");
        assertThat(config("get", "cluster-rate", "--json").out())
                .matches(
                        "\\{\"revision\":\\d+,\"settings\":\\{\"cluster-rate\":\\{\"value\":\"true\",\"set\":true,"
                                + "\"default\":\"false\",\"expected\":\"true or false\",\"meaning\":\"[^\"]+\"}},\"unknown\":\\{}}\\R");
    }

    @Test
    void whatWouldBeRefusedIsNotWritten() {
        List.of(
                        List.of("set", "rate-burst=0"),
                        List.of("set", "rate-per-second=3", "rate-burst=many"),
                        List.of("set", "requests-in-flight=300", "gateway-requests-in-flight=299"),
                        List.of("set", "rate-brust=5"),
                        List.of("set", "rate-burst"),
                        List.of("set", "rate-burst=5", "rate-burst=6"),
                        List.of("unset", "no-such-key"),
                        List.of("get", "no-such-key"))
                .forEach(arguments -> {
                    Spoken refused = config(arguments.toArray(String[]::new));

                    assertThat(refused.status()).as("%s", arguments).isEqualTo(2);
                    assertThat(refused.err().lines()).as("%s", arguments).hasSize(1);
                    assertThat(refused.out()).isEmpty();
                });
        assertThat(config("set", "rate-brust=5").err()).contains("rate-burst");
        assertThat(config("set", "requests-in-flight=300", "gateway-requests-in-flight=299")
                        .err())
                .contains("requests-in-flight: \"300\" (expected: at most gateway-requests-in-flight, which is 299)");
        assertThat(source.snapshot().toCompletableFuture().join().values()).isEmpty();
    }

    @Test
    void strangersAreShownAndMayBeTakenAway() {
        source.put("of-another-program", "1").toCompletableFuture().join();
        source.put("rate-burst", "none").toCompletableFuture().join();

        assertThat(config("get").out()).containsPattern("of-another-program +1 ");
        assertThat(config("set", "rate-per-second=2").err()).contains("rate-burst: \"none\"");
        assertThat(config("unset", "of-another-program").status()).isZero();
        assertThat(config("set", "rate-per-second=2", "rate-burst=3").status()).isZero();
    }

    @Test
    void watchTellsOfEachChange() throws Exception {
        config("set", "rate-burst=7");
        CompletableFuture<Spoken> watching =
                CompletableFuture.supplyAsync(() -> config("watch", "--json", "--changes", "1"));

        // It may begin to watch at any time: a change is made until one was seen.
        Awaitility.await().pollInterval(Duration.ofMillis(200)).until(() -> {
            config("set", "rate-per-second=" + (1 + System.nanoTime() % 1_000));
            return watching.isDone();
        });

        Spoken watched = watching.get();
        assertThat(watched.status()).isZero();
        assertThat(watched.out().lines()).hasSize(2);
        assertThat(watched.out().lines().findFirst().orElse(""))
                .contains("\"rate-burst\":{\"before\":null,\"now\":\"7\"}");
        assertThat(watched.out().lines().skip(1).findFirst().orElse("")).contains("rate-per-second");
    }

    @Test
    void etcdThatIsAwayIsALine() {
        Spoken away = Spoken.of("config", "get", "--etcd", "http://127.0.0.1:1");

        assertThat(away.status()).isEqualTo(1);
        assertThat(away.err().lines()).hasSize(1);
        assertThat(away.err()).startsWith("etcd: ");
        assertThat(Spoken.of("config").status()).isEqualTo(2);
    }
}
