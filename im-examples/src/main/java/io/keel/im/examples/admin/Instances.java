package io.keel.im.examples.admin;

import io.keel.im.examples.role.Services;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.Watch;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** All processes that stand in the registry. */
final class Instances {

    /** Roles in the order in which a message meets them, their processes by name. */
    static final Comparator<ServiceInstance> ORDER = Comparator.<ServiceInstance>comparingInt(
                    instance -> Services.ALL.indexOf(instance.service()))
            .thenComparing(Instances::name)
            .thenComparing(ServiceInstance::id);

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private Instances() {}

    /** Those that stand there now, in order. */
    static List<ServiceInstance> now(ServiceRegistry registry) {
        List<CompletionStage<Set<ServiceInstance>>> answers = new ArrayList<>();
        List<Watch> watches = new ArrayList<>();
        for (String service : Services.ALL) {
            CompletableFuture<Set<ServiceInstance>> first = new CompletableFuture<>();
            answers.add(first);
            watches.add(registry.watch(service, first::complete));
        }
        try {
            return answers.stream()
                    .flatMap(answer -> Answers.of(answer, PATIENCE, "etcd").stream())
                    .sorted(ORDER)
                    .toList();
        } finally {
            watches.forEach(Watch::close);
        }
    }

    /** What the process is called, over all its lives. */
    static String name(ServiceInstance instance) {
        return instance.metadata().getOrDefault("name", instance.id());
    }
}
