package io.keel.im.examples.role;

import io.keel.im.gateway.CommandClient;
import io.keel.im.health.Need;
import io.keel.im.health.Probe;
import io.keel.im.job.ContentAuditor;
import io.keel.im.job.DailyStatistics;
import io.keel.im.job.JobWorker;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.MessageTasks.Kind;
import io.keel.im.spi.ContentAudit;
import io.keel.im.spi.ServiceRegistry;
import io.keel.im.spi.StatisticsStore;
import io.keel.im.spi.Tasks;
import io.keel.im.spi.WorkerIds;
import io.keel.im.transport.kafka.KafkaBus;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One life of a job: a worker id, from which its recalls take theirs, and a push topic, to which their answers come. */
final class JobLife implements Lives.Life {

    private static final Duration WORKER = Duration.ofSeconds(30);

    /** What was opened, the last first. */
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    private final CompletionStage<Void> over;

    private JobLife(Foundation foundation, StatusServer status, Work work) {
        try {
            WorkerIds.Lease worker =
                    Await.on(foundation.workers().lease(InstantSource.system()), WORKER, "a worker id");
            parts.push(worker::release);
            String id = foundation.settings().name() + "-"
                    + Long.toString(worker.ids().next(), Character.MAX_RADIX);
            CommandClient commands =
                    new CommandClient(new GatewayId(id), work.bus(), worker.ids(), foundation.tracing());
            parts.push(commands);
            foundation.health().check("worker-id", Need.NEVER, Probe.of(worker::held, "cannot be renewed"));
            ServiceRegistry.Registration registration = foundation.announce(
                    JobRole.SERVICE, id, status.port(), Map.of("url", foundation.url(status.port())));
            JobWorker jobs = JobWorker.over(work.tasks(), foundation.telemetry());
            parts.push(jobs);
            jobs.job("statistics", DailyStatistics.into(work.statistics()), Kind.SAID);
            if (work.audit() != null) {
                jobs.job("audit", ContentAuditor.of(work.audit(), commands::recall), Kind.SAID);
            }
            parts.push(registration);
            this.over = worker.lost();
        } catch (RuntimeException failure) {
            close();
            throw failure;
        }
    }

    /**
     * What jobs are done with.
     *
     * @param bus takes recalls
     * @param tasks brings what was stored
     * @param statistics keeps what is counted
     * @param audit judges; null where nobody has to
     */
    record Work(
            KafkaBus bus,
            Tasks tasks,
            StatisticsStore statistics,
            @Nullable ContentAudit audit) {}

    static JobLife start(Foundation foundation, StatusServer status, Work work) {
        return new JobLife(foundation, status, work);
    }

    @Override
    public CompletionStage<Void> over() {
        return over;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            Closing.quietly(parts.pop());
        }
    }
}
