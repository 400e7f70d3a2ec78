package io.keel.im.registry.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.WorkerIds;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Worker ids as keys {@code /snowflake-workers/{n}}, each under a lease of its own. Beside them stand the marks,
 * {@code /snowflake-marks/{n}}, which outlive every lease: the time, in milliseconds, up to which ids of that worker may have been
 * made. Both are written in one transaction that fails unless the worker id is free, or still the writer's own.
 */
public final class EtcdWorkerIds implements WorkerIds {

    private static final Logger LOG = LoggerFactory.getLogger(EtcdWorkerIds.class);
    private static final long CLOCK_POLL_MILLIS = 200;

    private final EtcdConnection etcd;
    private final int count;
    private final RandomGenerator random;

    private EtcdWorkerIds(EtcdConnection etcd, int count, RandomGenerator random) {
        if (count < 1 || count > SnowflakeIds.MAX_WORKER + 1) {
            throw new IllegalArgumentException("count: " + count + " (expected: 1..1024)");
        }
        this.etcd = etcd;
        this.count = count;
        this.random = random;
    }

    /** Lends all worker ids. */
    public static EtcdWorkerIds over(EtcdConnection etcd) {
        return over(etcd, SnowflakeIds.MAX_WORKER + 1);
    }

    /**
     * Lends the first worker ids.
     *
     * @param count how many, 1 to 1,024
     */
    public static EtcdWorkerIds over(EtcdConnection etcd, int count) {
        return new EtcdWorkerIds(etcd, count, RandomGenerator.getDefault());
    }

    @Override
    public CompletionStage<Lease> lease(InstantSource clock) {
        CompletableFuture<Lease> lease = new CompletableFuture<>();
        attempt(clock, lease);
        return lease;
    }

    private void attempt(InstantSource clock, CompletableFuture<Lease> lease) {
        read().thenCompose(table -> choose(table, clock, lease)).exceptionally(failure -> {
            lease.completeExceptionally(Failures.of(failure));
            return null;
        });
    }

    private CompletionStage<WorkerTable> read() {
        GetOption prefix = GetOption.builder().isPrefix(true).build();
        return etcd.askAlways(client -> client.getKVClient()
                        .txn()
                        .Then(
                                Op.get(EtcdConnection.bytes(WorkerTable.WORKERS), prefix),
                                Op.get(EtcdConnection.bytes(WorkerTable.MARKS), prefix))
                        .commit())
                .thenApply(read -> WorkerTable.of(
                        read.getGetResponses().get(0), read.getGetResponses().get(1)));
    }

    private CompletionStage<Void> choose(WorkerTable table, InstantSource clock, CompletableFuture<Lease> lease) {
        int[] free = table.free(count);
        if (free.length == 0) {
            throw new ImException(ErrorCode.UNAVAILABLE, "all " + count + " worker ids are taken");
        }
        long now = clock.millis();
        int[] passed = table.passed(free, now);
        if (passed.length == 0) {
            LOG.warn("ids have been made for later than this machine's clock: waiting for it");
            later(clock, lease);
            return CompletableFuture.completedFuture(null);
        }
        int worker = passed[random.nextInt(passed.length)];
        return EtcdLease.grant(etcd, etcd.lease())
                .thenCompose(granted -> take(new Candidate(worker, table.mark(worker), granted), clock, lease));
    }

    private CompletionStage<Void> take(Candidate candidate, InstantSource clock, CompletableFuture<Lease> lease) {
        long promise = clock.millis() + candidate.lease().ttl().toMillis();
        ByteSequence key = WorkerTable.workerKey(candidate.worker());
        ByteSequence mark = WorkerTable.markKey(candidate.worker());
        PutOption underLease =
                PutOption.builder().withLeaseId(candidate.lease().id()).build();
        CompletionStage<TxnResponse> answer = etcd.askAlways(client -> client.getKVClient()
                .txn()
                .If(
                        new Cmp(key, Cmp.Op.EQUAL, CmpTarget.createRevision(0)),
                        new Cmp(
                                mark,
                                Cmp.Op.EQUAL,
                                CmpTarget.modRevision(candidate.mark().revision())))
                .Then(
                        Op.put(key, ByteSequence.EMPTY, underLease),
                        Op.put(mark, WorkerTable.millis(promise), PutOption.DEFAULT))
                .Else(Op.get(key, GetOption.DEFAULT))
                .commit());
        return answer.handle((taken, failure) -> {
            if (failure != null) {
                // It may have been taken nevertheless.
                candidate.lease().end();
                throw Failures.of(failure);
            }
            long created = createdAt(taken, candidate.lease());
            if (created == 0) {
                candidate.lease().end();
                attempt(clock, lease);
            } else {
                lease.complete(new EtcdWorker(etcd, candidate, created, promise, clock));
            }
            return null;
        });
    }

    /** The revision at which the worker's key was made, if it was made by us; 0 otherwise. */
    private static long createdAt(TxnResponse taken, EtcdLease lease) {
        if (taken.isSucceeded()) {
            return taken.getHeader().getRevision();
        }
        // The client tries again what was not answered: then the first try has taken it.
        return taken.getGetResponses().get(0).getKvs().stream()
                .filter(kv -> kv.getLease() == lease.id())
                .findFirst()
                .map(kv -> kv.getCreateRevision())
                .orElse(0L);
    }

    private void later(InstantSource clock, CompletableFuture<Lease> lease) {
        try {
            etcd.leases().schedule(() -> attempt(clock, lease), CLOCK_POLL_MILLIS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            lease.completeExceptionally(Failures.of(closed));
        }
    }

    /**
     * A worker id that is being taken.
     *
     * @param worker which
     * @param mark as it was read
     * @param lease what it is taken under
     */
    record Candidate(int worker, WorkerTable.Mark mark, EtcdLease lease) {}
}
