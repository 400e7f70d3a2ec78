package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.spi.WorkerIds;
import io.keel.im.testkit.ManualClock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionStage;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link WorkerIds} promises. */
@DisplayName("A lender of worker ids")
public abstract class WorkerIdsTck extends PortTck {
    private final ManualClock clock = ManualClock.standing();

    /**
     * Opens the port over fresh state.
     *
     * @param count it lends the worker ids 0 to {@code count - 1}
     * @return two views of it, as two processes have them; may be the same object
     */
    protected abstract List<WorkerIds> newWorkerIds(int count) throws Exception;

    /** Takes a worker id from its holder behind its back, as an engine does that has not heard of it for too long. */
    protected abstract void lapse(int worker) throws Exception;

    /** Longer than any mark runs ahead of the clock. */
    private void letMarksPass() {
        clock.advance(Duration.ofMinutes(5));
    }

    @Test
    @DisplayName("no two hold the same worker id")
    void noTwoHoldTheSame() throws Exception {
        List<WorkerIds> views = newWorkerIds(16);
        List<Callable<WorkerIds.Lease>> racers = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            WorkerIds view = views.get(i % 2);
            racers.add(() -> await(view.lease(clock)));
        }

        List<WorkerIds.Lease> leases = together(racers);

        assertThat(leases).extracting(WorkerIds.Lease::worker).doesNotHaveDuplicates();
        assertThat(leases).allSatisfy(lease -> {
            assertThat(lease.held()).isTrue();
            assertThat(SnowflakeIds.workerOf(lease.ids().next())).isEqualTo(lease.worker());
            assertThat(lease.lost().toCompletableFuture()).isNotDone();
        });
    }

    @Test
    @DisplayName("when all are taken it says so, and a released one can be had again")
    void allTakenIsUnavailable() throws Exception {
        WorkerIds ids = newWorkerIds(2).get(0);
        WorkerIds.Lease first = await(ids.lease(clock));
        await(ids.lease(clock));

        assertThatThrownBy(() -> await(ids.lease(clock)))
                .isInstanceOfSatisfying(
                        ImException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE));

        await(first.release());
        await(first.release());
        letMarksPass();
        assertThat(await(ids.lease(clock)).worker()).isEqualTo(first.worker());
    }

    @Test
    @DisplayName("a released lease makes no more ids")
    void releasedLeaseMakesNoIds() throws Exception {
        WorkerIds.Lease lease = await(newWorkerIds(1).get(0).lease(clock));
        lease.ids().next();

        await(lease.release());

        assertThat(lease.held()).isFalse();
        assertThatThrownBy(() -> lease.ids().next()).isInstanceOf(ImException.class);
    }

    @Test
    @DisplayName("who loses a worker id is told and makes no more ids")
    void loserIsToldAndMakesNoIds() throws Exception {
        WorkerIds.Lease lease = await(newWorkerIds(1).get(0).lease(clock));
        lease.ids().next();

        lapse(lease.worker());

        await(lease.lost());
        assertThat(lease.held()).isFalse();
        assertThatThrownBy(() -> lease.ids().next()).isInstanceOf(ImException.class);
        await(lease.release());
    }

    @Test
    @DisplayName("the next holder of a worker id repeats no id, whatever its clock says")
    void nextHolderRepeatsNoId() throws Exception {
        List<WorkerIds> views = newWorkerIds(1);
        Set<Long> made = new HashSet<>();
        long largest = 0;
        for (int holder = 0; holder < 3; holder++) {
            WorkerIds.Lease lease = await(views.get(holder % 2).lease(clock));
            for (int i = 0; i < 5_000; i++) {
                long id = lease.ids().next();
                assertThat(made.add(id)).isTrue();
                assertThat(id).isGreaterThan(largest);
                largest = id;
            }
            await(lease.release());
            letMarksPass();
        }
    }

    @Test
    @DisplayName("a holder whose clock is behind what was issued waits for its clock")
    void holderWithAClockBehindWaits() throws Exception {
        WorkerIds ids = newWorkerIds(1).get(0);
        WorkerIds.Lease before = await(ids.lease(clock));
        long last = before.ids().next();
        await(before.release());
        clock.stepBack(Duration.ofHours(1));

        CompletionStage<WorkerIds.Lease> waiting = ids.lease(clock);

        Awaitility.await()
                .atMost(patience())
                .during(Duration.ofMillis(500))
                .until(() -> !waiting.toCompletableFuture().isDone());
        clock.advance(Duration.ofMinutes(65));
        assertThat(await(waiting).ids().next()).isGreaterThan(last);
    }
}
