package io.keel.im.job;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.memory.MemoryLocks;
import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Duties are done in time, by one at a time. */
class DutiesTest {

    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final MemoryLocks locks = new MemoryLocks();
    private final LaterTasks time = new LaterTasks();
    private final List<String> done = new ArrayList<>();
    private final Duties here = Duties.under(locks, time::after);
    private final Duties there = Duties.under(locks, time::after);

    @Test
    void dutyIsDoneAtOnceAndEverySoOften() {
        here.every(MINUTE, "sweep", noting("here"));

        time.pass(Duration.ZERO);
        assertThat(done).containsExactly("here");
        time.pass(Duration.ofSeconds(59));
        assertThat(done).hasSize(1);
        time.pass(Duration.ofSeconds(121));
        assertThat(done).hasSize(4);
    }

    @Test
    void dutyIsDoneByOneOfTwo() {
        here.every(MINUTE, "sweep", noting("here"));
        there.every(MINUTE, "sweep", noting("there"));
        there.every(MINUTE, "rake", noting("another"));

        time.pass(Duration.ofMinutes(3));

        assertThat(done).filteredOn("here"::equals).hasSize(4);
        assertThat(done).filteredOn("another"::equals).hasSize(4);
        assertThat(done).doesNotContain("there");
    }

    @Test
    void otherTakesOverWhenTheFirstCloses() {
        here.every(MINUTE, "sweep", noting("here"));
        there.every(MINUTE, "sweep", noting("there"));
        time.pass(Duration.ofSeconds(30));

        here.close();
        here.close();
        time.pass(DutyTurns.PATIENCE);

        assertThat(done).containsExactly("here", "there");
        time.pass(MINUTE);
        assertThat(done).containsExactly("here", "there", "there");
    }

    @Test
    void whoHasLostTheLockDoesNothingUntilItHasItAgain() {
        here.every(MINUTE, "sweep", noting("here"));
        time.pass(Duration.ofSeconds(1));
        locks.lapse("duty:sweep");
        Locks.Lease somebodys =
                locks.tryLock("duty:sweep", MINUTE).toCompletableFuture().join().orElseThrow();

        time.pass(Duration.ofMinutes(5));
        assertThat(done).hasSize(1);

        somebodys.release();
        time.pass(DutyTurns.PATIENCE);
        assertThat(done).hasSize(2);
    }

    @Test
    void nextTimeBeginsWhenTheOneBeforeHasEnded() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        here.every(MINUTE, "sweep", lease -> {
            done.add("begun");
            return slow;
        });
        time.pass(Duration.ofMinutes(10));
        assertThat(done).hasSize(1);

        slow.complete(null);
        time.pass(MINUTE);
        assertThat(done).hasSize(2);
    }

    @Test
    void failureOfADutyOrOfTheLocksPasses() {
        List<String> failures = new ArrayList<>(List.of("thrown", "staged"));
        here.every(MINUTE, "sweep", lease -> {
            if (!failures.isEmpty() && failures.remove("thrown")) {
                throw new IllegalStateException("a bug");
            }
            if (!failures.isEmpty() && failures.remove("staged")) {
                return CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "no store"));
            }
            done.add("swept");
            return CompletableFuture.completedFuture(null);
        });
        List<String> outages = new ArrayList<>(List.of("one"));
        Locks failing = new Locks() {
            @Override
            public CompletionStage<Optional<Lease>> tryLock(String name, Duration ttl) {
                return outages.isEmpty()
                        ? locks.tryLock(name, ttl)
                        : CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, outages.remove(0)));
            }
        };
        Duties.under(failing, time::after).every(MINUTE, "rake", noting("raked"));

        time.pass(Duration.ofMinutes(2));

        assertThat(done).contains("swept").contains("raked");
    }

    @Test
    void closingWaitsForNobodyAndKeepsTheLockUntilTheDutyHasEnded() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        here.every(MINUTE, "sweep", lease -> slow);
        there.every(MINUTE, "sweep", noting("there"));
        time.pass(Duration.ofSeconds(1));

        here.close();
        time.pass(MINUTE);
        assertThat(done).isEmpty();

        slow.complete(null);
        time.pass(DutyTurns.PATIENCE);
        assertThat(done).containsExactly("there");
    }

    @Test
    void endIsWhenNothingIsInHandAndTheLockIsGivenBack() {
        CompletableFuture<Void> slow = new CompletableFuture<>();
        here.every(MINUTE, "sweep", lease -> slow);
        there.every(MINUTE, "rake", noting("there"));
        time.pass(Duration.ofSeconds(1));
        assertThat(there.end().toCompletableFuture()).isCompleted();

        CompletableFuture<Void> end = here.end().toCompletableFuture();
        assertThat(end).isNotDone();
        slow.completeExceptionally(new ImException(ErrorCode.UNAVAILABLE, "no store"));

        assertThat(end).isCompleted();
        assertThat(here.end().toCompletableFuture()).isCompleted();
        assertThat(locks.tryLock("duty:sweep", MINUTE).toCompletableFuture().join())
                .isPresent();
    }

    @Test
    void nameIsTakenOnce() {
        here.every(MINUTE, "sweep", noting("here"));

        assertThatThrownBy(() -> here.every(MINUTE, "sweep", noting("again")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> here.every(MINUTE, "two words", noting("")))
                .isInstanceOf(IllegalArgumentException.class);
        here.close();
        assertThatThrownBy(() -> here.every(MINUTE, "rake", noting("late"))).isInstanceOf(IllegalStateException.class);
    }

    private Duty noting(String name) {
        return lease -> {
            assertThat(lease.held()).isTrue();
            done.add(name);
            return CompletableFuture.completedFuture(null);
        };
    }
}
