package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.examples.docs.TestClient;
import io.keel.im.examples.figures.Exposition;
import io.keel.im.examples.figures.Samples;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.examples.host.ThisProgram;
import io.keel.im.examples.logs.Canaries;
import io.keel.im.telemetry.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What the roles of a cluster tell of themselves: all figures, and no secrets. */
final class RolesTell {

    private static final String DATABASE_PASSWORD = "canary-of-the-database";
    private static final String REDIS_PASSWORD = "canary-of-redis";

    /** Figures of what not every role has. */
    private static final Map<RoleFigures, Set<Metric>> OF_PARTS = Map.of(
            RoleFigures.GATEWAY,
            EnumSet.of(Metric.QUEUE, Metric.QUEUE_BYTES),
            RoleFigures.LOGIC,
            EnumSet.of(
                    Metric.BUS_LAG,
                    Metric.BUS_PARTITIONS,
                    Metric.QUEUE,
                    Metric.QUEUE_BYTES,
                    Metric.POOL_ACTIVE,
                    Metric.POOL_IDLE,
                    Metric.POOL_WAITING),
            RoleFigures.DATA_PROXY,
            EnumSet.of(Metric.QUEUE, Metric.POOL_ACTIVE),
            RoleFigures.JOB,
            EnumSet.of(Metric.BUS_LAG, Metric.BUS_PARTITIONS, Metric.TASK, Metric.TASKS, Metric.DUTY));

    /** What each role calls, by the names in its figures. */
    private static final Map<RoleFigures, Set<String>> DEPENDENCIES = Map.of(
            RoleFigures.GATEWAY, Set.of("etcd", "kafka", "logic", "session"),
            RoleFigures.LOGIC, Set.of("etcd", "kafka", "mysql", "redis", "session", "data-proxy"),
            RoleFigures.SESSION, Set.of("etcd", "redis"),
            RoleFigures.DATA_PROXY, Set.of("etcd", "mysql", "redis"),
            RoleFigures.JOB, Set.of("etcd", "kafka", "mysql"));

    /** What each role tells of itself by its health. */
    private static final Map<RoleFigures, Set<String>> CONDITIONS = Map.of(
            RoleFigures.GATEWAY, Set.of("kafka", "logic", "session", "worker-id", "registry"),
            RoleFigures.LOGIC, Set.of("mysql", "kafka", "redis", "session", "data-proxy", "registry"),
            RoleFigures.SESSION, Set.of("redis", "registry"),
            RoleFigures.DATA_PROXY, Set.of("mysql", "redis", "registry"),
            RoleFigures.JOB, Set.of("mysql", "kafka", "worker-id", "registry"));

    private RolesTell() {}

    static void figuresFromTheBeginning(ClusterProcess cluster) throws Exception {
        for (RoleFigures role : RoleFigures.values()) {
            for (ListedWorker worker : cluster.role(role.label())) {
                String text = cluster.body(worker, "/metrics");
                Exposition exposition = Exposition.parse(text);
                Set<Metric> expected = EnumSet.allOf(Metric.class);
                expected.removeIf(metric -> !metric.always() || !role.subjects().contains(metric.subject()));
                expected.addAll(OF_PARTS.getOrDefault(role, Set.of()));
                expected.add(Metric.LEASE);
                assertThat(expected)
                        .allSatisfy(metric -> assertThat(exposition.has(metric.prometheusName()))
                                .as("%s of %s", metric.prometheusName(), worker.name())
                                .isTrue());
                callsAndHealth(worker, text, role);
                Map<String, Set<String>> known = Samples.all();
                exposition.samples().forEach((name, labels) -> {
                    if (name.startsWith("im_")) {
                        assertThat(known.getOrDefault(name, Set.of())).as(name).containsAll(labels);
                    }
                });
            }
        }
    }

    /** A breaker before each dependency, calls of it by how they ended, and health; all of it is well by now. */
    private static void callsAndHealth(ListedWorker worker, String text, RoleFigures role) {
        Set<String> dependencies = DEPENDENCIES.getOrDefault(role, Set.of());
        for (Metric metric : List.of(Metric.CALL, Metric.BREAKER, Metric.BREAKER_OPENED, Metric.FALLBACK)) {
            assertThat(values(text, metric, "dependency"))
                    .as("%s of %s", metric, worker.name())
                    .isEqualTo(dependencies);
        }
        assertThat(values(text, Metric.HEALTHY, "condition"))
                .as("conditions of %s", worker.name())
                .isEqualTo(CONDITIONS.get(role));
        for (String dependency : dependencies) {
            assertThat(text)
                    .as(worker.name())
                    .contains("\nim_breaker_state{dependency=\"" + dependency + "\"} 0.0\n")
                    .contains("\nim_call_seconds_count{dependency=\"" + dependency + "\",outcome=\"OK\"} ");
        }
        assertThat(text).as(worker.name()).contains("\nim_ready 1.0\n");
    }

    /** What a label takes. */
    private static Set<String> values(String text, Metric metric, String label) {
        return Pattern.compile("(?m)^" + metric.prometheusName() + "(?:_count)?\\{(?:.*,)?" + label + "=\"([^\"]+)\"")
                .matcher(text)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toSet());
    }

    /** At the most talkative, which tells all that is told at the level shipped. */
    static void noSecrets(ClusterProcess cluster, String peers) throws Exception {
        ListedWorker gateway = cluster.worker("gateway-1");
        Canaries canaries = new Canaries(gateway.url()).and(peers).and(ClusterProcess.SECRET);
        String token = canaries.login("canary-alice");
        canaries.misbehave("canary-alice");
        try (TestClient client = TestClient.connect(gateway.port(), token)) {
            assertThat(client.next()).contains("\"welcome\"");
            for (String frame : Canaries.frames("bob")) {
                client.send(frame);
                assertThat(client.next()).containsPattern("sent|error");
            }
        }
        canaries.and(DATABASE_PASSWORD).and(REDIS_PASSWORD);
        String refused = wrongPasswords(cluster);
        assertThat(refused).isNotEmpty();
        canaries.areNotIn("a logic that is not let in", refused);
        try (Stream<Path> logs = Files.list(ThisProgram.module().resolve("target/cluster"))) {
            for (Path log :
                    logs.filter(path -> path.toString().endsWith(".log")).toList()) {
                canaries.areNotIn(log.getFileName().toString(), Files.readString(log));
            }
        }
        canaries.areNotIn("the cluster's own log", cluster.log());
        assertThat(Files.readString(ThisProgram.module().resolve("target/cluster/logic-1.log")))
                .isNotEmpty();
    }

    /** Starts a role whose engines do not know its passwords, and returns what it says. */
    private static String wrongPasswords(ClusterProcess cluster) throws Exception {
        List<String> command = cluster.worker("logic-1").command().stream()
                .map(each -> each.contains("jdbc:")
                        ? each + (each.contains("?") ? "&" : "?") + "password=" + DATABASE_PASSWORD
                        : each.replace("redis://", "redis://:" + REDIS_PASSWORD + "@"))
                .toList();
        Path said = Files.createTempFile("keel-im-refused", ".log");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().put("IM_LOG_LEVEL", "DEBUG");
        Process process = builder.start();
        try {
            await().atMost(Duration.ofSeconds(60))
                    .until(() -> !process.isAlive() || Files.readString(said).contains("denied"));
            return Files.readString(said);
        } finally {
            process.destroyForcibly().waitFor();
            Files.delete(said);
        }
    }
}
