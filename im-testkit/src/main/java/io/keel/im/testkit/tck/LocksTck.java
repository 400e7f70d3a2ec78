package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Locks} promises. */
@DisplayName("A port of locks")
public abstract class LocksTck extends PortTck {
    private static final Duration TTL = Duration.ofSeconds(10);

    private @Nullable Locks locks;
    private @Nullable Locks others;

    /**
     * Opens the port over fresh state.
     *
     * @return two views of it, as two processes have them; may be the same object
     */
    protected abstract List<Locks> newLocks() throws Exception;

    /** Takes a lock from its holder behind its back, as an engine does that has not heard of it for too long. */
    protected abstract void lapse(String name) throws Exception;

    @BeforeEach
    final void openLocks() throws Exception {
        List<Locks> views = newLocks();
        locks = views.get(0);
        others = views.get(1);
    }

    private Locks.Lease taken(String name) {
        return mine(name).orElseThrow(() -> new AssertionError(name + " is not free"));
    }

    private Optional<Locks.Lease> mine(String name) {
        return tried(locks, name);
    }

    private Optional<Locks.Lease> theirs(String name) {
        return tried(others, name);
    }

    private Optional<Locks.Lease> tried(@Nullable Locks view, String name) {
        if (view == null) {
            throw new IllegalStateException("no test is running");
        }
        return await(view.tryLock(name, TTL));
    }

    @Test
    @DisplayName("who holds a lock keeps others and itself from it")
    void heldLockIsNotGiven() {
        Locks.Lease lease = taken("register:alice");

        assertThat(theirs("register:alice")).isEmpty();
        assertThat(mine("register:alice")).isEmpty();
        assertThat(lease.held()).isTrue();
        assertThat(lease.name()).isEqualTo("register:alice");
        assertThat(lease.lost().toCompletableFuture()).isNotDone();
    }

    @Test
    @DisplayName("a released lock is free at once")
    void releasedLockIsFreeAtOnce() {
        Locks.Lease lease = taken("job");

        await(lease.release());

        assertThat(lease.held()).isFalse();
        assertThat(theirs("job")).isPresent();
    }

    @Test
    @DisplayName("releasing twice leaves the next holder alone")
    void releasingTwiceLeavesTheNextHolderAlone() {
        Locks.Lease first = taken("job");
        await(first.release());
        Locks.Lease second = theirs("job").orElseThrow();

        await(first.release());

        assertThat(second.held()).isTrue();
        assertThat(mine("job")).isEmpty();
    }

    @Test
    @DisplayName("tokens of one lock grow")
    void tokensGrow() {
        long before = Long.MIN_VALUE;
        for (int i = 0; i < 5; i++) {
            Locks.Lease lease = taken("job");
            assertThat(lease.token()).isGreaterThan(before);
            before = lease.token();
            await(lease.release());
        }
    }

    @Test
    @DisplayName("names are locks apart, case included")
    void namesAreLocksApart() {
        for (String name : List.of("a", "A", "ab", "a/b", "a:b", "a*", "~".repeat(Locks.MAX_NAME_LENGTH))) {
            assertThat(mine(name)).as(name).isPresent();
        }
    }

    @Test
    @DisplayName("of many who try at once one gets it")
    void oneOfManyGetsIt() {
        List<Callable<Optional<Locks.Lease>>> racers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            boolean even = i % 2 == 0;
            racers.add(() -> even ? mine("leader") : theirs("leader"));
        }

        assertThat(together(racers).stream().filter(Optional::isPresent)).hasSize(1);
    }

    @Test
    @DisplayName("who loses a lock is told, and its late release leaves the next holder alone")
    void loserIsTold() throws Exception {
        Locks.Lease lease = taken("leader");

        lapse("leader");

        await(lease.lost());
        assertThat(lease.held()).isFalse();
        Locks.Lease next = theirs("leader").orElseThrow();
        assertThat(next.token()).isGreaterThan(lease.token());
        await(lease.release());
        assertThat(next.held()).isTrue();
        assertThat(mine("leader")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a\n", "ä"})
    @DisplayName("refuses malformed names")
    void refusesMalformedNames(String name) {
        assertThatThrownBy(() -> mine(name)).isInstanceOf(IllegalArgumentException.class);
    }
}
