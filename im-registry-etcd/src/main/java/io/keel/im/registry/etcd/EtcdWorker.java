package io.keel.im.registry.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.PutOption;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.WorkerIds;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A worker id that is held. With each renewal of its lease the mark is raised to where ids may get until the lease's end, in a
 * transaction that fails once the key is not the one that this made: so two never write marks for one worker id, and whoever
 * comes next begins above all that was made here, however late this notices.
 */
final class EtcdWorker implements WorkerIds.Lease {

    private static final int NONE = -1;

    private final EtcdConnection etcd;
    private final int worker;
    private final EtcdLease lease;
    private final long created;
    private final InstantSource clock;
    private final SnowflakeIds ids;
    private final CompletableFuture<Void> lost = new CompletableFuture<>();
    private volatile long promised;

    EtcdWorker(
            EtcdConnection etcd, EtcdWorkerIds.Candidate candidate, long created, long promised, InstantSource clock) {
        this.etcd = etcd;
        this.worker = candidate.worker();
        this.lease = candidate.lease();
        this.created = created;
        this.promised = promised;
        this.clock = clock;
        this.ids = SnowflakeIds.fenced(worker, clock, candidate.mark().millis(), this::permittedMillis);
        etcd.telemetry().workerId(worker);
        lease.along(this::raise).tellAs("worker").keep(this::lose);
    }

    private void lose() {
        etcd.telemetry().workerId(NONE);
        lost.complete(null);
    }

    private long permittedMillis() {
        return lease.good() ? promised : Long.MIN_VALUE;
    }

    private CompletionStage<Boolean> raise() {
        long promise = Math.max(promised, clock.millis() + lease.ttl().toMillis());
        ByteSequence mark = WorkerTable.markKey(worker);
        ByteSequence millis = WorkerTable.millis(promise);
        // An earlier try that was not answered may arrive late: a mark is never lowered.
        Op raise = Op.txn(
                new Cmp[] {new Cmp(mark, Cmp.Op.LESS, CmpTarget.value(millis))},
                new Op[] {Op.put(mark, millis, PutOption.DEFAULT)},
                new Op[0]);
        return etcd.askAlways(client -> client.getKVClient()
                        .txn()
                        .If(new Cmp(WorkerTable.workerKey(worker), Cmp.Op.EQUAL, CmpTarget.createRevision(created)))
                        .Then(raise)
                        .commit())
                .thenApply(raised -> {
                    if (raised.isSucceeded()) {
                        promised = promise;
                    }
                    return raised.isSucceeded();
                });
    }

    @Override
    public int worker() {
        return worker;
    }

    @Override
    public SnowflakeIds ids() {
        return ids;
    }

    @Override
    public boolean held() {
        return lease.good();
    }

    @Override
    public CompletionStage<Void> lost() {
        return lost.minimalCompletionStage();
    }

    @Override
    public CompletionStage<Void> release() {
        etcd.telemetry().workerId(NONE);
        return lease.end();
    }
}
