package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.examples.Spoken;
import io.keel.im.examples.role.Secrets;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.testkit.client.RefusedException;
import io.keel.im.testkit.client.ScriptedClient;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The cluster command as those see it who start it, read its file and stop it. */
class ClusterCommandIT {

    private static final String PEERS = "what-the-processes-prove-themselves-by";
    private static final Set<String> ENGINES = Set.of("mysql", "redis", "etcd", "kafka");

    @Test
    void fileTellsWhatRunsAndNothingIsLeftAtTheEnd() throws Exception {
        int port = freePort();
        try (ClusterProcess cluster = ClusterProcess.start(
                "command",
                Map.of(Secrets.PEERS, PEERS, "IM_LOG_LEVEL", "DEBUG"),
                "--no-restart",
                "--port",
                Integer.toString(port),
                "--gateways",
                "1",
                "--logics",
                "1",
                "--sessions",
                "1")) {
            List<ListedWorker> workers = cluster.workers();

            assertThat(workers)
                    .extracting(ListedWorker::name)
                    .containsExactlyInAnyOrder(
                            "gateway-1",
                            "logic-1",
                            "session-1",
                            "data-proxy-1",
                            "job-1",
                            "mysql",
                            "redis",
                            "etcd",
                            "kafka");
            assertThat(workers).allSatisfy(ClusterCommandIT::isWhole);
            assertThat(workers).extracting(ListedWorker::pid).doesNotHaveDuplicates();
            assertThat(cluster.worker("gateway-1").port()).isEqualTo(port);
            for (ListedWorker worker : workers) {
                if (!ENGINES.contains(worker.role())) {
                    assertThat(cluster.status(worker, "/readyz"))
                            .as(worker.name())
                            .isEqualTo(200);
                    assertThat(cluster.status(worker, "/metrics"))
                            .as(worker.name())
                            .isEqualTo(200);
                    assertThat(PosixFilePermissions.toString(
                                    Files.getPosixFilePermissions(Path.of(worker.option("--secrets")))))
                            .isEqualTo("rw-------");
                }
            }

            configSetDoublesTheRateWithNoRestart(cluster);
            RolesTell.figuresFromTheBeginning(cluster);
            RolesTell.noSecrets(cluster, PEERS);
            deadOneStaysDeadAndItsCommandRunsIt(cluster);

            List<ProcessHandle> processes = cluster.descendants();
            assertThat(processes).hasSizeGreaterThanOrEqualTo(workers.size() - 1);
            Path secrets = Path.of(cluster.worker("gateway-1").option("--secrets"));
            assertThat(cluster.interrupt()).isEqualTo(130);
            assertThat(processes).noneMatch(ProcessHandle::isAlive);
            assertThat(workers).noneMatch(ListedWorker::alive);
            assertThat(cluster.file()).doesNotExist();
            assertThat(secrets).doesNotExist();
            assertThat(cluster.leftovers()).isEmpty();
        }
    }

    @Test
    void portInUseIsOneLine() throws Exception {
        try (ServerSocket taken = new ServerSocket(0);
                ClusterProcess cluster = ClusterProcess.launch(
                        "port-in-use", Map.of(), "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(cluster.exit()).isEqualTo(1);
            assertThat(cluster.log().lines())
                    .containsExactly("cannot listen on port " + taken.getLocalPort() + ": it is in use");
            assertThat(cluster.leftovers()).isEmpty();
        }
    }

    @Test
    void interruptedStartLeavesNothing() throws Exception {
        try (ClusterProcess cluster = ClusterProcess.launch("interrupted", Map.of(), "--port", "0")) {
            await().atMost(Duration.ofSeconds(60)).until(() -> cluster.log().contains("runs at"));
            List<ProcessHandle> processes = cluster.descendants();

            assertThat(cluster.interrupt()).isEqualTo(130);
            await().atMost(Duration.ofSeconds(10))
                    .until(() -> processes.stream().noneMatch(ProcessHandle::isAlive));
            assertThat(cluster.leftovers()).isEmpty();
        }
    }

    private static void isWhole(ListedWorker worker) {
        assertThat(worker.alive()).as("%s runs", worker).isTrue();
        assertThat(worker.command()).as("command of %s", worker.name()).isNotEmpty();
        assertThat(worker.port()).as("port of %s", worker.name()).isPositive();
        assertThat(worker.url()).contains(":" + worker.port());
        assertThat(worker.toString()).doesNotContain(ClusterProcess.SECRET, PEERS);
        if (ENGINES.contains(worker.name())) {
            assertThat(worker.role()).isEqualTo(worker.name());
        } else {
            assertThat(worker.name()).isEqualTo(worker.role() + "-1");
            assertThat(worker.grpcPort()).as("gRPC port of %s", worker.name()).isPositive();
        }
    }

    private static void configSetDoublesTheRateWithNoRestart(ClusterProcess cluster) {
        ListedWorker gateway = cluster.worker("gateway-1");
        ListedWorker etcd = cluster.worker("etcd");
        String token = JwtTokens.of(ClusterProcess.SECRET.getBytes(StandardCharsets.UTF_8))
                .issue(new UserId("alice"))
                .value();
        try (ScriptedClient alice = ScriptedClient.of(URI.create("ws://127.0.0.1:" + gateway.port() + "/ws"))
                .token(token)
                .connect()) {
            // The bucket of a user that is never left alone fills with a token a second.
            long before = longestWait(alice);
            assertThat(before).isBetween(501L, 1_000L);

            Spoken set = Spoken.of("config", "set", "rate-per-second=2", "--etcd", "http://127.0.0.1:" + etcd.port());

            assertThat(set.status()).as(set.err()).isZero();
            await().atMost(Duration.ofSeconds(10)).until(() -> longestWait(alice) <= 500);
            assertThat(cluster.worker("gateway-1")).isEqualTo(gateway);
        }
    }

    /** The longest that a client is told to wait which sends all the time; it is told so right after each that it may send. */
    private static long longestWait(ScriptedClient client) {
        long longest = 0;
        boolean drained = false;
        for (int accepted = 0; accepted < 3 || !drained; ) {
            RefusedException refused =
                    catchThrowableOfType(RefusedException.class, () -> client.send("bob", "again and again"));
            if (refused != null) {
                assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
                drained = true;
                longest = Math.max(longest, refused.retryAfterMillis());
            } else if (drained) {
                accepted++;
            }
        }
        return longest;
    }

    private static void deadOneStaysDeadAndItsCommandRunsIt(ClusterProcess cluster) throws Exception {
        ListedWorker killed = cluster.kill("job-1");
        await().atMost(Duration.ofSeconds(10)).until(() -> cluster.log().contains("has died"));

        assertThat(cluster.worker("job-1")).isEqualTo(killed);
        Process again = new ProcessBuilder(killed.command())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            await().atMost(Duration.ofSeconds(60)).until(() -> cluster.status(killed, "/readyz"), is -> is == 200);
            assertThat(cluster.log()).doesNotContain("runs again");
        } finally {
            again.destroyForcibly().waitFor();
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
