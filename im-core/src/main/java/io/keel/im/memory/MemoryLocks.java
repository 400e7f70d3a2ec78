package io.keel.im.memory;

import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Locks in the memory of this process. Holder and lock live and die together, so that one is lost only when {@link #lapse}
 * says so. Safe for use by several threads.
 */
public final class MemoryLocks implements Locks {

    private final ConcurrentHashMap<String, Held> locks = new ConcurrentHashMap<>();
    private final AtomicLong tokens = new AtomicLong();

    @Override
    public CompletionStage<Optional<Lease>> tryLock(String name, Duration ttl) {
        Locks.requireName(name);
        Locks.requireTtl(ttl);
        Held mine = new Held(name, tokens.incrementAndGet());
        Held first = locks.putIfAbsent(name, mine);
        return CompletableFuture.completedFuture(first == null ? Optional.of(mine) : Optional.empty());
    }

    /** Takes a lock from its holder, as an engine does that has not heard of it for too long. For tests. */
    public void lapse(String name) {
        Held held = locks.remove(name);
        if (held != null) {
            held.lost.complete(null);
        }
    }

    private final class Held implements Lease {

        private final String name;
        private final long token;
        private final CompletableFuture<Void> lost = new CompletableFuture<>();

        Held(String name, long token) {
            this.name = name;
            this.token = token;
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
            return locks.get(name) == this;
        }

        @Override
        public CompletionStage<Void> lost() {
            return lost.minimalCompletionStage();
        }

        @Override
        public CompletionStage<Void> release() {
            locks.remove(name, this);
            return CompletableFuture.completedFuture(null);
        }
    }
}
