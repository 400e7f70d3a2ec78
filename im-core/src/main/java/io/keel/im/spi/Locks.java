package io.keel.im.spi;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * Locks by name that all processes of a cluster see.
 *
 * <p>They only spare contention: a holder that slept, or an engine that forgot, may leave two who both believe to hold one.
 * What must be right is decided elsewhere, by a unique index, a row's version or the {@linkplain Lease#token() token}.
 *
 * <p><b>Time.</b> A lock is renewed by itself until it is released. Of a holder that has died others can have it within the
 * {@code ttl}, or about twice that when the engine's own leader has changed meanwhile.
 *
 * <p><b>Errors.</b> A failed stage bears {@code UNAVAILABLE}; the lock may have been taken nevertheless, then it is free again
 * after the {@code ttl}. <b>Threads.</b> All methods may be called from any thread and never block.
 */
public interface Locks {

    /** The longest name of a lock, in characters. */
    int MAX_NAME_LENGTH = 200;

    /**
     * Tries once to take a lock. A lock is not reentrant: who holds it is told empty as well.
     *
     * @param name 1 to {@value #MAX_NAME_LENGTH} printable ASCII characters without a space
     * @param ttl for how long the lock outlives its holder; a second or more
     * @return the lock; empty when somebody has it
     * @throws IllegalArgumentException if the name is malformed or the ttl too short
     */
    CompletionStage<Optional<Lease>> tryLock(String name, Duration ttl);

    /**
     * Returns {@code name} if it may name a lock; for those who implement this.
     *
     * @throws IllegalArgumentException otherwise
     */
    static String requireName(String name) {
        if (name.isEmpty() || name.length() > MAX_NAME_LENGTH || name.chars().anyMatch(c -> c < '!' || c > '~')) {
            throw new IllegalArgumentException(
                    "name: malformed (expected: 1–" + MAX_NAME_LENGTH + " printable ASCII characters without a space)");
        }
        return name;
    }

    /**
     * Returns {@code ttl} if it may be the ttl of a lock; for those who implement this.
     *
     * @throws IllegalArgumentException otherwise
     */
    static Duration requireTtl(Duration ttl) {
        if (ttl.compareTo(Duration.ofSeconds(1)) < 0) {
            throw new IllegalArgumentException("ttl: " + ttl + " (expected: 1 s or more)");
        }
        return ttl;
    }

    /** A lock that is held. */
    interface Lease {

        /** The lock's name. */
        String name();

        /**
         * The fencing token: larger than that of every earlier holder of this lock, as long as the engine keeps its data. Who
         * writes under the lock and stores the token too can refuse a writer that bears a smaller one.
         */
        long token();

        /**
         * Tells, by the monotonic clock, whether nobody else can have it yet: true until a margin before the ttl has passed since
         * the last renewal was asked for. Answers at once, also in a process that has just woken up.
         */
        boolean held();

        /** Ends when the lock was lost without being released; never fails. */
        CompletionStage<Void> lost();

        /** Gives it back; a lock that is lost is left to its next holder. Releasing twice is harmless. */
        CompletionStage<Void> release();
    }
}
