package io.keel.im.examples.admin;

import io.keel.im.ImException;
import io.keel.im.spi.ConfigSource;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.transport.kafka.BusLag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks at the cluster every two seconds, and keeps what it has found as JSON. Safe for use by several threads. */
final class Figures implements AutoCloseable {

    static final Duration EVERY = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Figures.class);

    private final FollowedInstances instances;
    private final Nodes nodes = new Nodes();
    private final BusLag lag;
    private final ConfigSource configuration;
    private final FiguresJson form = new FiguresJson();
    private final ScheduledExecutorService thread = new ScheduledThreadPoolExecutor(1, task -> {
        Thread started = new Thread(task, "figures");
        started.setDaemon(true);
        return started;
    });
    private volatile String json = "";

    /** Makes it over ports that are the caller's to close. */
    Figures(ServiceRegistry registry, BusLag lag, ConfigSource configuration) {
        this.instances = new FollowedInstances(registry);
        this.lag = lag;
        this.configuration = configuration;
    }

    Figures start() {
        thread.scheduleWithFixedDelay(this::look, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
        return this;
    }

    /** What was found last; empty before the first look has ended. */
    String json() {
        return json;
    }

    @Override
    public void close() {
        thread.shutdownNow();
        instances.close();
    }

    private void look() {
        try {
            Optional<CompletionStage<List<Node>>> asked = instances.now().map(nodes::ask);
            CompletionStage<List<BusLag.Position>> positions = lag.positions();
            CompletionStage<Integer> keys = configuration
                    .snapshot()
                    .thenApply(snapshot -> snapshot.values().size());
            Reading reading = new Reading(
                    Instant.now(),
                    asked.flatMap(Figures::answer),
                    answer(positions),
                    answer(keys).map(OptionalLong::of).orElse(OptionalLong.empty()));
            json = form.of(reading, System.nanoTime());
        } catch (RuntimeException failure) {
            LOG.warn("the figures could not be read", failure);
        }
    }

    private static <T> Optional<T> answer(CompletionStage<T> stage) {
        try {
            return Optional.of(Answers.of(stage, Duration.ofSeconds(5), "the cluster"));
        } catch (ImException away) {
            return Optional.empty();
        }
    }
}
