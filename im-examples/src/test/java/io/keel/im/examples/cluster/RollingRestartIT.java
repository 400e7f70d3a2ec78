package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.examples.Main;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.testkit.history.Report;
import io.keel.im.testkit.history.StoreReading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The cluster is restarted in good order while clients talk: every process is told to end, and ends having finished. Clients see
 * nothing of it but {@code goAway}; none of their requests fails, and what they were told is judged by what the store holds.
 *
 * <p>{@code -Drolling.clients=500 -Drolling.rest-millis=5000} has more of them, {@code -Drolling.reconnects-per-second=50} sends
 * them faster; {@code -Drolling.one-by-one=true} restarts one process after the other.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class RollingRestartIT {

    private static final int CLIENTS = Integer.getInteger("rolling.clients", 60);
    private static final Duration REST = Duration.ofMillis(Integer.getInteger("rolling.rest-millis", 800));
    private static final int RECONNECTS = Integer.getInteger("rolling.reconnects-per-second", 10);
    private static final boolean ONE_BY_ONE = Boolean.getBoolean("rolling.one-by-one");
    private static final int TWICE = 4;
    private static final int TEAM = 8;

    /** Longer than a gateway lets a request wait, so that clients hear what it says then. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private static final List<String> ROLES = List.of("gateway", "logic", "session", "data-proxy", "job");
    private static final Pattern STACK_TRACE = Pattern.compile("(?m)^\\s+at [\\w.$]+\\(");

    private ClusterProcess cluster;
    private Crowd crowd;
    private MysqlStore store;
    private StoreReading reading;
    private Registries registry;

    @BeforeAll
    void start() throws IOException {
        cluster = ClusterProcess.start(
                "rolling",
                Map.of(),
                "--port",
                "0",
                "--write-diffusion-limit",
                "10",
                "--rate-per-second",
                "1000",
                "--rate-burst",
                "1000",
                "--reconnects-per-second",
                Integer.toString(RECONNECTS),
                "--drain-seconds",
                Integer.toString(Math.max(10, CLIENTS * 3 / RECONNECTS)));
        store = MysqlStore.builder(cluster.worker("logic-1").option("--mysql")).build();
        reading = StoreReading.of(store.stores().conversations(), store.stores().inboxes());
        registry = new Registries(
                cluster.worker("logic-1").option("--etcd"),
                cluster.worker("logic-1").option("--redis"));
        crowd = new CrowdPlan(CLIENTS - TWICE, TWICE, TEAM).gather(cluster, REST, PATIENCE);
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
    void nothingIsLostAndNobodyIsRefusedWhileEveryProcessIsRestarted(TestInfo test) throws Exception {
        crowd.mark();
        for (List<String> wave : waves()) {
            List<ListedWorker> ending = new ArrayList<>();
            for (String name : wave) {
                ending.add(cluster.worker(name));
                cluster.signal(name, "TERM");
            }
            ending.forEach(this::awaitReadyAgain);
        }
        crowd.awaitOthers(Duration.ofSeconds(1));
        String waits = crowd.waits();
        int peak = crowd.peakOfConnections();
        int connections = crowd.connections();
        Map<String, Long> troubles = crowd.troubles();
        crowd.awaitPresence(registry);
        Report report = crowd.judge(reading, registry);
        write(test.getDisplayName() + ": " + CLIENTS + " clients; " + waits + "; reconnected " + connections
                + ", at most " + peak + " in a second of " + RECONNECTS + " allowed; " + report);

        assertThat(connections).isGreaterThanOrEqualTo(CLIENTS);
        // Counted when they are welcome, and while logic starts again everybody's welcome waits: what the gateway plans
        // is held by a test of its own. Without waves all of its clients, half of these, come in one second.
        assertThat(peak).as("connections in a second").isLessThan(CLIENTS / 2);
        assertThat(troubles).as("what went wrong for clients").isEmpty();
    }

    @Test
    @Order(2)
    void processThatIsAskedToLeaveByTheRegistryDoes() {
        ListedWorker asked = cluster.worker("session-1");
        List<ServiceInstance> shown = registry.instances("session", "session-1");
        assertThat(shown).hasSize(1);

        assertThat(Main.commandLine().execute("admin", "drain", "session-1", "--etcd", asked.option("--etcd")))
                .isZero();

        awaitReadyAgain(asked);
        assertThat(registry.instances("session", "session-1")).hasSize(1).doesNotContainAnyElementsOf(shown);
    }

    @Test
    @Order(3)
    void whoEndsInGoodOrderLeavesNoStackTrace() throws Exception {
        Path logs = cluster.file().resolveSibling("cluster");
        try (Stream<Path> files = Files.list(logs)) {
            assertThat(files.filter(file -> file.toString().endsWith(".log")))
                    .isNotEmpty()
                    .allSatisfy(log -> assertThat(Files.readString(log))
                            .as(log.toString())
                            .doesNotContain("ends as it stands")
                            .doesNotContainPattern(STACK_TRACE));
        }
    }

    @Test
    @Order(4)
    void drainingGatewayIsAliveAndNotReady() throws Exception {
        ListedWorker gateway = cluster.worker("gateway-1");
        assertThat(cluster.status(gateway, "/readyz")).isEqualTo(200);
        assertThat(cluster.status(gateway, "/healthz")).isEqualTo(200);

        cluster.signal("gateway-1", "TERM");

        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> cluster.status(gateway, "/readyz"), status -> status == 503);
        assertThat(cluster.status(gateway, "/livez")).isEqualTo(200);
        assertThat(cluster.status(gateway, "/healthz")).isEqualTo(503);
        awaitReadyAgain(gateway);
        crowd.awaitServed();
    }

    /** Waits until another process is there in its place, and is ready. */
    private void awaitReadyAgain(ListedWorker ended) {
        cluster.awaitRestart(ended);
        await("ready again: " + ended.name())
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> cluster.status(ended, "/readyz"), status -> status == 200);
    }

    /** By default all of what is first of its kind, and then the rest: as when every deployment gets a new version at once. */
    private List<List<String>> waves() {
        List<List<String>> waves = new ArrayList<>(List.of(new ArrayList<>(), new ArrayList<>()));
        for (String role : ROLES) {
            List<ListedWorker> instances = cluster.role(role);
            for (int i = 0; i < instances.size(); i++) {
                waves.get(i).add(instances.get(i).name());
            }
        }
        return ONE_BY_ONE ? waves.stream().flatMap(List::stream).map(List::of).toList() : waves;
    }

    private void write(String line) throws IOException {
        Path figures = cluster.file().resolveSibling("cluster-it").resolve("rolling.txt");
        Files.writeString(figures, line + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }
}
