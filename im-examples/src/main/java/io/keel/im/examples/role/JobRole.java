package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.health.Need;
import io.keel.im.job.Archiving;
import io.keel.im.job.DailyStatistics;
import io.keel.im.job.Duties;
import io.keel.im.store.mysql.MysqlStore;
import io.keel.im.transport.kafka.KafkaBus;
import io.keel.im.transport.kafka.KafkaTasks;
import java.time.Duration;
import java.time.InstantSource;
import java.time.Period;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What is done after the fact: statistics and audit of what was said, and duties of which one process at a time takes care. */
final class JobRole implements Role {

    static final String SERVICE = "job";

    /** Longer than Kafka keeps tasks by default. */
    private static final Period OPEN_DAYS = Period.ofDays(8);

    /** What a duty in hand may take when the process ends. */
    private static final Duration DUTIES = Duration.ofSeconds(5);

    private final Foundation foundation;
    private final StatusServer status;
    /** What was opened, the last first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private JobRole(RoleSettings settings, JobSettings job) {
        this.foundation = new Foundation(RoleFigures.JOB, settings, ChatSettings.defaults());
        parts.push(foundation);
        this.status = StatusServer.start(settings, foundation.health(), foundation.metrics()::scrape);
        parts.push(status);
        MysqlStore store = foundation.store().build();
        parts.push(store);
        KafkaBus bus = foundation.bus();
        parts.push(bus);
        KafkaTasks tasks = foundation.tasks();
        parts.push(tasks);
        JobLife.Work work = new JobLife.Work(
                bus,
                tasks,
                store.statistics(),
                BlockedWords.of(job.blockedWords(), () -> foundation.live().blockedWords(job.blockedWords()))
                        .orElse(null));
        parts.push(new Lives<>(JobLife.start(foundation, status, work), () -> JobLife.start(foundation, status, work)));
        LiveGateways alive = new LiveGateways(foundation.services());
        parts.push(alive);
        Duties duties = Duties.under(foundation.locks(), foundation.telemetry())
                .every(
                        Duration.ofMinutes(1),
                        "retire-topics",
                        lease -> alive.now()
                                .map(gateways -> bus.retireTopics(gateways).<Void>thenApply(retired -> null))
                                .orElseGet(() -> CompletableFuture.completedFuture(null)))
                .every(
                        Duration.ofHours(1),
                        "close-days",
                        DailyStatistics.closing(store.statistics(), OPEN_DAYS, InstantSource.system()));
        parts.push(() -> duties.end()
                .toCompletableFuture()
                .completeOnTimeout(null, DUTIES.toMillis(), TimeUnit.MILLISECONDS)
                .join());
        if (settings.archive() != null) {
            duties.every(
                    Duration.ofHours(1),
                    "archive",
                    Archiving.of(
                            store.archive(),
                            () -> foundation.live().archiveAfter(job.archiveAfter()),
                            InstantSource.system()));
        }
        foundation
                .health()
                .check("mysql", Need.TO_START, store.stores().epochs()::epoch)
                .check("kafka", Need.TO_START, bus::answers);
        foundation.serving();
    }

    /**
     * What a job does.
     *
     * @param blockedWords texts that hold one are taken back, unless others are configured
     * @param archiveAfter how old messages become before they are archived, unless it is configured
     */
    record JobSettings(List<String> blockedWords, Duration archiveAfter) {}

    static Role start(RoleSettings settings, JobSettings job) {
        return new JobRole(settings, job);
    }

    @Override
    public String url() {
        return foundation.url(status.port());
    }

    @Override
    public void close() {
        foundation.health().draining();
        while (!parts.isEmpty()) {
            Closing.quietly(parts.pop());
        }
    }
}
