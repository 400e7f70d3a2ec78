package io.keel.im.transport.kafka;

import io.keel.im.presence.GatewayId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.LongSupplier;

/**
 * Deletes the topics of gateways that did not live to do it themselves. A gateway is gone for as long as it has been missing from
 * one call to the next, by the monotonic clock of this process. Safe for use by several threads.
 */
final class PushTopicRetirement {

    /** For how long a gateway must have been gone. */
    static final Duration GONE = Duration.ofMinutes(10);

    /** A push that nobody has read within ten minutes is of no use to anybody. */
    static final Map<String, String> SETTINGS = Map.of("retention.ms", "600000", "segment.bytes", "16777216");

    private final TopicAdmin admin;
    private final Topics topics;
    private final LongSupplier nanos;
    private final Map<GatewayId, Long> goneSince = new HashMap<>();

    PushTopicRetirement(TopicAdmin admin, Topics topics, LongSupplier nanos) {
        this.admin = admin;
        this.topics = topics;
        this.nanos = nanos;
    }

    CompletionStage<Set<GatewayId>> retire(Set<GatewayId> alive) {
        return admin.topics().thenCompose(names -> {
            Set<GatewayId> due = due(names, alive);
            if (due.isEmpty()) {
                return CompletableFuture.completedFuture(due);
            }
            List<String> deleted = new ArrayList<>();
            due.forEach(gateway -> deleted.add(topics.push(gateway)));
            return admin.delete(deleted).thenApply(done -> due);
        });
    }

    private synchronized Set<GatewayId> due(Set<String> names, Set<GatewayId> alive) {
        long now = nanos.getAsLong();
        Set<GatewayId> gone = new HashSet<>();
        for (String name : names) {
            topics.gatewayOf(name).filter(gateway -> !alive.contains(gateway)).ifPresent(gone::add);
        }
        goneSince.keySet().retainAll(gone);
        gone.forEach(gateway -> goneSince.putIfAbsent(gateway, now));
        gone.removeIf(gateway -> now - goneSince.getOrDefault(gateway, now) < GONE.toNanos());
        return gone;
    }
}
