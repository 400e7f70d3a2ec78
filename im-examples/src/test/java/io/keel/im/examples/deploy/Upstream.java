package io.keel.im.examples.deploy;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What is known of images that others make: how a fixed tag looks, and which variables and ports they have. */
final class Upstream {

    /** A version with two dots or more, whatever follows; with a digest or without. */
    private static final Pattern FIXED =
            Pattern.compile("[a-z0-9./-]+:v?\\d+\\.\\d+\\.\\d+[A-Za-z0-9._-]*(@sha256:[0-9a-f]{64})?");

    private static final Map<String, Set<String>> VARIABLES = Map.of(
            "mysql",
            Set.of("MYSQL_DATABASE", "MYSQL_USER", "MYSQL_PASSWORD", "MYSQL_ROOT_PASSWORD"),
            "redis",
            // The second is the manifest's own, for its arguments.
            Set.of("REDISCLI_AUTH", "REDIS_PASSWORD"),
            "apache/kafka",
            // KAFKA_A_B is the broker's setting a.b.
            Set.of(
                    "CLUSTER_ID",
                    "KAFKA_HEAP_OPTS",
                    "KAFKA_NODE_ID",
                    "KAFKA_PROCESS_ROLES",
                    "KAFKA_CONTROLLER_QUORUM_VOTERS",
                    "KAFKA_LISTENERS",
                    "KAFKA_ADVERTISED_LISTENERS",
                    "KAFKA_CONTROLLER_LISTENER_NAMES",
                    "KAFKA_INTER_BROKER_LISTENER_NAME",
                    "KAFKA_LISTENER_SECURITY_PROTOCOL_MAP",
                    "KAFKA_LOG_DIRS",
                    "KAFKA_OFFSETS_TOPIC_REPLICATION_FACTOR",
                    "KAFKA_TRANSACTION_STATE_LOG_REPLICATION_FACTOR",
                    "KAFKA_TRANSACTION_STATE_LOG_MIN_ISR",
                    "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_REPLICATION_FACTOR",
                    "KAFKA_SHARE_COORDINATOR_STATE_TOPIC_MIN_ISR",
                    "KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS",
                    "KAFKA_AUTO_CREATE_TOPICS_ENABLE"),
            "grafana/grafana",
            Set.of("GF_SECURITY_ADMIN_PASSWORD", "GF_USERS_ALLOW_SIGN_UP", "GF_ANALYTICS_REPORTING_ENABLED"));

    private static final Map<String, Set<String>> PORTS = Map.of(
            "mysql", Set.of("3306"),
            "redis", Set.of("6379"),
            "apache/kafka", Set.of("9092"),
            "quay.io/coreos/etcd", Set.of("2379"),
            "prom/prometheus", Set.of("9090"),
            "grafana/grafana", Set.of("3000"),
            "jaegertracing/jaeger", Set.of("16686", "4317", "4318"));

    private Upstream() {}

    static boolean isFixed(String image) {
        return FIXED.matcher(image).matches();
    }

    static String nameOf(String image) {
        int tag = image.lastIndexOf(':');
        return tag < image.lastIndexOf('/') ? image : image.substring(0, tag < 0 ? image.length() : tag);
    }

    static Set<String> variables(String image) {
        return VARIABLES.getOrDefault(nameOf(image), Set.of());
    }

    static Set<String> ports(String image) {
        return PORTS.getOrDefault(nameOf(image), Set.of());
    }

    /** Images of which there are several tags. */
    static Set<String> ofTwoMinds(List<String> images) {
        Map<String, Set<String>> tags = new TreeMap<>();
        images.forEach(image ->
                tags.computeIfAbsent(nameOf(image), name -> new TreeSet<>()).add(image));
        Set<String> several = new TreeSet<>();
        tags.forEach((name, all) -> {
            if (all.size() > 1) {
                several.addAll(all);
            }
        });
        return several;
    }
}
