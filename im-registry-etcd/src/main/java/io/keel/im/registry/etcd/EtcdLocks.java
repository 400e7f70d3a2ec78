package io.keel.im.registry.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.TxnResponse;
import io.etcd.jetcd.op.Cmp;
import io.etcd.jetcd.op.CmpTarget;
import io.etcd.jetcd.op.Op;
import io.etcd.jetcd.options.GetOption;
import io.etcd.jetcd.options.PutOption;
import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Locks as keys {@code /locks/{name}}, each under a lease of its own. The token is the revision at which the key was made, which
 * grows with every change in etcd.
 */
public final class EtcdLocks implements Locks {

    private static final String PREFIX = "/locks/";

    private final EtcdConnection etcd;

    private EtcdLocks(EtcdConnection etcd) {
        this.etcd = etcd;
    }

    /** Makes the port over a connection. */
    public static EtcdLocks over(EtcdConnection etcd) {
        return new EtcdLocks(etcd);
    }

    @Override
    public CompletionStage<Optional<Lease>> tryLock(String name, Duration ttl) {
        ByteSequence key = EtcdConnection.bytes(PREFIX + Locks.requireName(name));
        Locks.requireTtl(ttl);
        // Most of those who come too late are spared a lease.
        return etcd.ask(client -> client.getKVClient().get(key))
                .thenCompose(found -> found.getCount() > 0
                        ? CompletableFuture.completedFuture(Optional.empty())
                        : EtcdLease.grant(etcd, ttl).thenCompose(lease -> take(name, key, lease)));
    }

    private CompletionStage<Optional<Lease>> take(String name, ByteSequence key, EtcdLease lease) {
        PutOption underLease = PutOption.builder().withLeaseId(lease.id()).build();
        CompletionStage<TxnResponse> answer = etcd.askAlways(client -> client.getKVClient()
                .txn()
                .If(new Cmp(key, Cmp.Op.EQUAL, CmpTarget.createRevision(0)))
                .Then(Op.put(key, ByteSequence.EMPTY, underLease))
                .Else(Op.get(key, GetOption.DEFAULT))
                .commit());
        return answer.handle((taken, failure) -> {
            if (failure != null) {
                // It may have been taken nevertheless.
                lease.end();
                throw Failures.of(failure);
            }
            return held(name, lease, taken);
        });
    }

    private Optional<Lease> held(String name, EtcdLease lease, TxnResponse taken) {
        long token = taken.isSucceeded()
                ? taken.getHeader().getRevision()
                : taken.getGetResponses().get(0).getKvs().stream()
                        // The client tries again what was not answered: then the first try has taken it.
                        .filter(kv -> kv.getLease() == lease.id())
                        .mapToLong(KeyValue::getCreateRevision)
                        .findFirst()
                        .orElse(0);
        if (token == 0) {
            lease.end();
            return Optional.empty();
        }
        return Optional.of(new Held(name, token, lease));
    }

    private static final class Held implements Lease {

        private final String name;
        private final long token;
        private final EtcdLease lease;
        private final CompletableFuture<Void> lost = new CompletableFuture<>();

        Held(String name, long token, EtcdLease lease) {
            this.name = name;
            this.token = token;
            this.lease = lease;
            lease.whenLapsed(this::lapsed).keep(() -> lost.complete(null));
        }

        private void lapsed() {
            // Others may have it from now on: it must not come back when the engine does.
            lease.end();
            lost.complete(null);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public long token() {
            return token;
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
            return lease.end();
        }
    }
}
