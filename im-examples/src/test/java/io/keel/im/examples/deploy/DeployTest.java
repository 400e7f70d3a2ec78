package io.keel.im.examples.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The files under {@code deploy} are right, and whoever makes a mistake in them is told. */
class DeployTest {

    private static final String COMPOSE = "docker-compose.yml";
    private static final String BASE = "kubernetes/base/";
    private static final String DEV = "kubernetes/overlays/dev/";
    private static final String PRODUCTION = "kubernetes/overlays/production/";

    @Test
    void dockerfileIsRight() {
        assertThat(DockerfileCheck.findings(DeployTree.real())).isEmpty();
    }

    @Test
    void composeFileIsRight() {
        assertThat(ComposeCheck.findings(DeployTree.real())).isEmpty();
    }

    @Test
    void manifestsAreRight() {
        assertThat(KubernetesCheck.findings(DeployTree.real(), "dev")).isEmpty();
        assertThat(KubernetesCheck.findings(DeployTree.real(), "production")).isEmpty();
    }

    @Test
    void whatWatchesIsRight() {
        assertThat(WatchingCheck.findings(DeployTree.real())).isEmpty();
    }

    @Test
    void everyImageHasOneVersion() {
        List<String> images = new ArrayList<>(ComposeCheck.images(DeployTree.real()));
        images.addAll(KubernetesCheck.images(DeployTree.real(), "dev"));
        assertThat(images).hasSizeGreaterThan(7);
        assertThat(Upstream.ofTwoMinds(images)).isEmpty();
    }

    static Stream<Arguments> mistakes() {
        return Stream.of(
                mistake("Dockerfile", "nginx:1.28.0", "nginx:latest", "base without a fixed tag"),
                mistake("Dockerfile", "AS roles", "AS all", "no stage roles"),
                mistake("Dockerfile", "deploy/nginx/nginx.conf", "deploy/nginx/ngnix.conf", "copied from nowhere"),
                mistake("Dockerfile", "target/keel-im/lib/", "target/keel-im/libs/", "not built"),
                mistake("Dockerfile", "USER 10001:10001", "USER root", "runs as root"),
                mistake("Dockerfile", "[\"nginx-upstreams\"", "[\"nginx-watcher\"", "CMD"),
                mistake("Dockerfile", ":8080/readyz", ":8081/readyz", "where nothing listens"),
                mistake("Dockerfile", "ENTRYPOINT [\"/opt/keel-im/bin/keel-im\"]", "ENTRYPOINT keel-im", "entry point"),
                mistake("Dockerfile", "MaxRAMPercentage", "MaxRamPercentage", "no JVM takes"),
                mistake("Dockerfile.dockerignore", "docs\n", "im-examples/deploy/nginx\n", "copied from nowhere"),
                mistake(COMPOSE, "stop_grace_period: 15s", "stop_grace: 15s", "schema"),
                mistake(COMPOSE, "condition: service_healthy", "condition: healthy", "schema"),
                mistake(COMPOSE, "mysql:8.4.5", "mysql:8", "image without a fixed tag"),
                mistake(COMPOSE, "target: nginx", "target: front", "no stage front"),
                mistake(COMPOSE, "IM_KAFKA_BOOTSTRAP:", "IM_KAFKA_SERVERS:", "nobody reads IM_KAFKA_SERVERS"),
                mistake(COMPOSE, "IM_KAFKA_BOOTSTRAP:", "IM_KAFKA_SERVERS:", "is not told IM_KAFKA_BOOTSTRAP"),
                mistake(COMPOSE, "KAFKA_LOG_DIRS", "KAFKA_LOG_DIR", "does not read KAFKA_LOG_DIR"),
                mistake(COMPOSE, "[session, --port", "[session, --http-port", "command: Unknown option"),
                mistake(COMPOSE, "--grpc-port, \"9090\"", "--grpc-port, \"9091\"", "is not what the image exposes"),
                mistake(COMPOSE, "KEEL_IM_PORT:-8080}:8080", "KEEL_IM_PORT:-8080}:80", "nothing listens on"),
                mistake(COMPOSE, "http://etcd:2379", "http://etcd:2378", "nothing listens on"),
                mistake(COMPOSE, "@redis:6379", "@cache:6379", "no service cache"),
                mistake(COMPOSE, "im-session: {condition", "im-sessions: {condition", "depends on no service"),
                mistake(COMPOSE, "./prometheus:", "./prom:", "mounted from nowhere"),
                mistake(COMPOSE, "  kafka-data: {}\n", "", "no volume kafka-data"),
                mistake(COMPOSE, "networks: [edge, inside]", "networks: [edges, inside]", "no network edges"),
                mistake(COMPOSE, "${REDIS_PASSWORD:", "${REDIS_PASS:", ".env.example: no REDIS_PASS"),
                mistake(BASE + "logic.yaml", "replicas: 2", "replicaz: 2", "replicaz"),
                mistake(BASE + "logic.yaml", "replicas: 2", "replicas: two", "schema"),
                mistake(BASE + "logic.yaml", "io/scrape: \"true\"", "io/scrape: true", "annotations: not a text"),
                mistake(BASE + "logic.yaml", "IM_REDIS_URL", "IM_REDIS", "nobody reads IM_REDIS"),
                mistake(BASE + "logic.yaml", "--grpc-port=9090", "--grpc=9090", "args: Unknown option"),
                mistake(BASE + "logic.yaml", "--port=8080", "--port=8081", "is no port of it"),
                mistake(BASE + "logic.yaml", "$(POD_IP)", "$(HOST_IP)", "is not told HOST_IP"),
                mistake(
                        BASE + "logic.yaml",
                        "OTEL_EXPORTER_OTLP_ENDPOINT",
                        "OTEL_ENDPOINT",
                        "nobody reads OTEL_ENDPOINT"),
                mistake(BASE + "logic.yaml", "PeriodSeconds: 60", "PeriodSeconds: 30", "is killed after 30 s"),
                mistake(BASE + "logic.yaml", "GracePeriodSeconds: 60", "GracePeriod: 60", "is killed after 30 s"),
                mistake(BASE + "job.yaml", "sleep, \"5\"", "sleep, \"50\"", "preStop takes 50, and may need 25 s"),
                mistake(
                        BASE + "gateway.yaml",
                        "- --port=8080",
                        "- --port=8080\n            - --drain-seconds=60",
                        "after 75 s, of which preStop takes 5, and may need 75 s"),
                mistake(BASE + "logic.yaml", "path: /livez", "path: /readyz", "would end its pods"),
                mistake(
                        BASE + "logic.yaml",
                        "- name: tmp\n              mount",
                        "- name: temp\n              mount",
                        "no volume"),
                mistake(
                        BASE + "logic.yaml",
                        "readOnlyRootFilesystem: true",
                        "readOnlyRootFilesystem: false",
                        "may write"),
                mistake(BASE + "service.yaml", "targetPort: grpc", "targetPort: rpc", "no port rpc"),
                mistake(BASE + "ingress.yaml", "name: http\n", "name: web\n", "no port web"),
                mistake(BASE + "autoscaling.yaml", "    name: im-job\n", "    name: im-jobs\n", "scales nothing"),
                mistake(BASE + "network.yaml", "name: im-data-proxy", "name: im-proxy", "nobody"),
                mistake(BASE + "network.yaml", "- port: 9090", "- port: 9091", "no port 9091"),
                mistake(BASE + "kustomization.yaml", "- job.yaml", "- jobs.yaml", "no resource jobs.yaml"),
                mistake(DEV + "kustomization.yaml", "  - name: im-logic\n", "  - name: logic\n", "replicas of nothing"),
                mistake(DEV + "kustomization.yaml", "IM_ETCD_ENDPOINTS=", "IM_ETCD=", "no key IM_ETCD_ENDPOINTS"),
                mistake(DEV + "kustomization.yaml", "OTEL_EXPORTER", "EXPORTER", "no key OTEL_EXPORTER_OTLP_ENDPOINT"),
                mistake(DEV + "secrets.env.example", "IM_REDIS_URL=", "IM_REDIS=", "no key IM_REDIS_URL"),
                mistake(DEV + "engines.yaml", "apache/kafka:4.1.1", "apache/kafka", "image without a fixed tag"),
                mistake(DEV + "engines.yaml", "KAFKA_NODE_ID", "KAFKA_BROKER_ID", "nobody reads KAFKA_BROKER_ID"),
                mistake(PRODUCTION + "kustomization.yaml", "newTag: 0.1.0", "newTag: latest", "without a fixed tag"),
                mistake(PRODUCTION + "kustomization.yaml", "/resources/limits/", "/limits/", "nothing at"),
                mistake(PRODUCTION + "ingress-tls.yaml", "name: im-gateway", "name: gateway", "patches nothing"),
                mistake("prometheus/prometheus.yml", "im-logic", "im-logics", "no service im-logics"),
                mistake("prometheus/prometheus.yml", "*alerts*", "rules*", "no rules at"),
                mistake("prometheus/prometheus.yml", "port: 8080", "port: 8081", "does not listen"),
                mistake(
                        "grafana/provisioning/datasources/datasources.yml",
                        "prometheus:9090",
                        "prom:9090",
                        "nobody is at"),
                mistake("nginx/nginx.conf", "proxy_read_timeout 90s", "proxy_read_timeout 60s", "closes what"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void mistakeIsFound(String file, String right, String wrong, String finding, @TempDir Path folder) {
        DeployTree tree = DeployTree.real().copy(folder);
        tree.alter(file, right, wrong);
        List<String> findings = findings(tree, file);
        assertThat(findings).anySatisfy(each -> assertThat(each).contains(finding));
    }

    private static List<String> findings(DeployTree tree, String file) {
        if (file.startsWith("Dockerfile")) {
            return DockerfileCheck.findings(tree);
        }
        if (file.startsWith("kubernetes/")) {
            List<String> findings = new ArrayList<>(KubernetesCheck.findings(tree, "dev"));
            findings.addAll(KubernetesCheck.findings(tree, "production"));
            return findings;
        }
        return file.equals(COMPOSE) ? ComposeCheck.findings(tree) : WatchingCheck.findings(tree);
    }

    private static Arguments mistake(String file, String right, String wrong, String finding) {
        return Arguments.of(file, right, wrong, finding);
    }
}
