package io.keel.im.transport.kafka;

import io.keel.im.presence.GatewayId;
import java.util.Optional;

/**
 * The names of topics and groups.
 *
 * @param prefix stands before each, so that several deployments can share a broker; may be empty
 */
record Topics(String prefix) {

    /** The group that shares the commands, without a prefix. */
    static final String LOGIC = "im-logic";

    /** What stands before the groups that do tasks. */
    static final String TASKS = "im-tasks-";

    private static final String PUSH = "push-messages-";

    String upstream() {
        return prefix + "upstream-messages";
    }

    String tasks() {
        return prefix + "im-tasks";
    }

    String deadLetters() {
        return prefix + "dead-letters";
    }

    /**
     * The topic of a gateway.
     *
     * @throws IllegalArgumentException if Kafka has no topic of such a name
     */
    String push(GatewayId gateway) {
        if (gateway.value().indexOf('@') >= 0) {
            throw new IllegalArgumentException("gateway: " + gateway + " (expected: over Kafka, a name without @)");
        }
        return prefix + PUSH + gateway;
    }

    /** The gateway whose topic this is; empty when it is none. */
    Optional<GatewayId> gatewayOf(String topic) {
        String start = prefix + PUSH;
        return topic.startsWith(start) && topic.length() > start.length()
                ? Optional.of(new GatewayId(topic.substring(start.length())))
                : Optional.empty();
    }

    /** The group that shares the commands. */
    String logicGroup() {
        return prefix + LOGIC;
    }

    String taskGroup(String group) {
        return prefix + TASKS + group;
    }
}
