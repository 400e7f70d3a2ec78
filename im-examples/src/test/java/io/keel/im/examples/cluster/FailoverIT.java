package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.testkit.history.Report;
import io.keel.im.testkit.history.StoreReading;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The cluster under faults while clients talk. After each they fall silent, and what they were told is judged by what the store holds:
 * nothing acknowledged is lost or doubled, no seq has a gap, all hold the same, and presence is right.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailoverIT {

    private static final int USERS = 20;
    /** These many have a second device, on the other gateway. */
    private static final int TWICE = 6;

    private static final int TEAM = 8;
    /** Has a device more now and then. */
    private static final String SOMEBODY = "user-0";

    /** Leases last 10 s, and Kafka's sessions 6 s. */
    private static final Duration PAST_THE_LEASE = Duration.ofSeconds(13);

    private static final Duration REST = Duration.ofMillis(400);
    private static final Duration PATIENCE = Duration.ofSeconds(8);

    private ClusterProcess cluster;
    private Crowd crowd;
    private MysqlStore store;
    private StoreReading reading;
    private Registries registry;
    private Path figures;

    @BeforeAll
    void start() throws IOException {
        cluster = ClusterProcess.start(
                "failover",
                Map.of(),
                "--port",
                "0",
                "--write-diffusion-limit",
                "10",
                "--rate-per-second",
                "1000",
                "--rate-burst",
                "1000");
        figures = cluster.file().resolveSibling("cluster-it").resolve("figures.txt");
        Files.deleteIfExists(figures);
        store = MysqlStore.builder(cluster.worker("logic-1").option("--mysql")).build();
        reading = StoreReading.of(store.stores().conversations(), store.stores().inboxes());
        registry = new Registries(
                cluster.worker("logic-1").option("--etcd"),
                cluster.worker("logic-1").option("--redis"));
        crowd = new CrowdPlan(USERS, TWICE, TEAM).gather(cluster, REST, PATIENCE);
        crowd.start();
        crowd.mark();
        crowd.awaitServed();
    }

    @AfterAll
    void close() throws InterruptedException {
        if (crowd != null) {
            crowd.close();
        }
        if (registry != null) {
            registry.close();
        }
        if (store != null) {
            store.close();
        }
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    @Order(1)
    void clientsOfKilledGatewayMoveToTheOther(TestInfo test) throws Exception {
        // Who does not move is gone for the others within the lease.
        try (Sleeper sleeper = new Sleeper(crowd, SOMEBODY, crowd.gateway(0))) {
            crowd.mark();
            ListedWorker killed = cluster.kill("gateway-1");
            assertThat(sleeper.expectClosed().code()).isEqualTo(1006);
            recovered(test, killed);
        }
    }

    @Test
    @Order(2)
    void otherLogicTakesOverThePartitionsOfAKilledOne(TestInfo test) throws Exception {
        survivesKillOf("logic-1", test);
    }

    /** One after the other; all of them start again meanwhile. */
    @Test
    @Order(3)
    void chatGoesOnWithoutASessionProcessAndTheDataProxyAndTheJob(TestInfo test) throws Exception {
        List<ListedWorker> killed = new ArrayList<>();
        for (String name : List.of("session-1", "data-proxy-1", "job-1")) {
            crowd.mark();
            killed.add(cluster.kill(name));
            crowd.awaitServed();
            write(name + ": " + crowd.waits());
        }
        recovered(test, killed.toArray(ListedWorker[]::new));
    }

    @Test
    @Order(6)
    void gatewayThatSleptPastItsLeaseServesNobodyBeforeItIsRegisteredAnew(TestInfo test) throws Exception {
        ListedWorker victim = cluster.worker("gateway-1");
        try (Sleeper sleeper = new Sleeper(crowd, SOMEBODY, crowd.gateway(0))) {
            String before = sleeper.gateway();
            assertThat(registry.gateways()).contains(before);
            crowd.mark();
            cluster.signal("gateway-1", "STOP");
            crowd.awaitOthers(PAST_THE_LEASE);
            assertThat(registry.gateways()).doesNotContain(before);
            sleeper.submit(crowd.peer(SOMEBODY));
            sleeper.forget();
            cluster.signal("gateway-1", "CONT");

            assertThat(sleeper.expectClosed().code()).isEqualTo(1001);
            assertThat(sleeper.told())
                    .as("told by a gateway that slept")
                    .allSatisfy(frame -> assertThat(frame.hasError() || frame.hasGoAway())
                            .as(frame.toString())
                            .isTrue());
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> cluster.status(victim, "/readyz"), status -> status == 200);
            assertThat(cluster.worker("gateway-1").pid()).isEqualTo(victim.pid());
            try (Sleeper again = new Sleeper(crowd, SOMEBODY, crowd.gateway(0))) {
                assertThat(again.gateway()).isNotEqualTo(before);
                await().atMost(Duration.ofSeconds(5))
                        .until(() -> registry.gateways().contains(again.gateway()));
            }
            recovered(test);
        }
    }

    @Test
    @Order(7)
    void logicThatSleptPastItsSessionWritesNothingTwice(TestInfo test) throws Exception {
        crowd.mark();
        cluster.signal("logic-1", "STOP");
        crowd.awaitOthers(PAST_THE_LEASE);
        cluster.signal("logic-1", "CONT");
        recovered(test);
    }

    @Test
    @Order(8)
    void presenceIsBackAfterRedisForgotEverything(TestInfo test) throws Exception {
        crowd.mark();
        flushRedis();
        recovered(test);
    }

    @Test
    @Order(9)
    void redisMayRestartEmpty(TestInfo test) throws Exception {
        survivesKillOf("redis", test);
    }

    @Test
    @Order(10)
    void etcdMayRestart(TestInfo test) throws Exception {
        survivesKillOf("etcd", test);
    }

    @Test
    @Order(11)
    void databaseMayRestart(TestInfo test) throws Exception {
        survivesKillOf("mysql", test);
    }

    @Test
    @Order(12)
    void brokerMayRestart(TestInfo test) throws Exception {
        survivesKillOf("kafka", test);
    }

    private void survivesKillOf(String name, TestInfo test) throws Exception {
        crowd.mark();
        recovered(test, cluster.kill(name));
    }

    private void recovered(TestInfo test, ListedWorker... killed) throws IOException {
        crowd.awaitServed();
        String waits = crowd.waits();
        String presence = crowd.awaitPresence(registry);
        for (ListedWorker each : killed) {
            cluster.awaitRestart(each);
        }
        Report report = crowd.judge(reading, registry);
        write(test.getDisplayName() + ": " + waits + "; presence right after " + presence + "; " + report);
    }

    private void write(String line) throws IOException {
        Files.writeString(figures, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private void flushRedis() throws IOException {
        URI redis = URI.create(cluster.worker("redis").url());
        try (Socket socket = new Socket(redis.getHost(), redis.getPort())) {
            socket.getOutputStream().write("FLUSHALL\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(5)).isEqualTo("+OK\r\n".getBytes(StandardCharsets.US_ASCII));
        }
    }
}
