package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import io.keel.im.transport.kafka.KafkaTasks;
import java.util.List;

/** What is done after the fact. */
final class JobRole {

    static final String SERVICE = "job";

    private JobRole() {}

    static Role start(RoleSettings settings, ChatSettings chat) {
        Foundation foundation = new Foundation(settings, chat);
        KafkaTasks tasks = KafkaTasks.open(settings.engines().kafka());
        return BackRole.start(foundation, SERVICE, server -> server, List.of(tasks));
    }
}
