package io.keel.im.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.memory.MemoryLocks;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Locks;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** A batch that changes groups holds their locks while it is handled, and no longer. */
class LockedGroupsTest {

    private static final UserId ALICE = new UserId("alice");
    private static final GroupId HALL = new GroupId("hall");
    private static final String LOCK = "group:" + ConversationId.group(HALL).value();
    private static final Duration TTL = Duration.ofSeconds(5);

    private final MemoryLocks locks = new MemoryLocks();

    @Test
    void groupIsLockedWhileItIsChanged() {
        CompletableFuture<Void> work = new CompletableFuture<>();
        CompletionStage<Void> done = new LockedGroups(batch -> work, locks).handle(join());

        assertThat(taken()).isTrue();
        work.complete(null);

        assertThat(done).isCompleted();
        assertThat(taken()).isFalse();
    }

    @Test
    void lockIsGivenBackAfterAFailure() {
        CompletionStage<Void> done = new LockedGroups(
                        batch -> CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "away")), locks)
                .handle(join());

        assertThatThrownBy(() -> done.toCompletableFuture().join()).hasCauseInstanceOf(ImException.class);
        assertThat(taken()).isFalse();
    }

    @Test
    void batchThatChangesNoGroupTakesNoLock() {
        boolean[] locked = new boolean[1];
        Bus.UplinkHandler handler = new LockedGroups(
                batch -> {
                    locked[0] = taken();
                    return CompletableFuture.completedFuture(null);
                },
                locks);

        handler.handle(of(new Recall(ConversationId.group(HALL), 1)));

        assertThat(locked[0]).isFalse();
    }

    @Test
    void whoHasTheLockForLongStopsNobody() {
        locks.tryLock(LOCK, TTL);

        CompletionStage<Void> done =
                new LockedGroups(batch -> CompletableFuture.completedFuture(null), locks).handle(join());

        assertThat(done.toCompletableFuture().orTimeout(10, TimeUnit.SECONDS)).succeedsWithin(Duration.ofSeconds(10));
        assertThat(taken()).as("somebody else's still").isTrue();
    }

    @Test
    void engineOfLocksThatIsAwayStopsNobody() {
        Locks away = (name, ttl) -> CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "away"));

        assertThat(new LockedGroups(batch -> CompletableFuture.completedFuture(null), away).handle(join()))
                .isCompleted();
    }

    private boolean taken() {
        Optional<Locks.Lease> lease =
                locks.tryLock(LOCK, TTL).toCompletableFuture().join();
        lease.ifPresent(Locks.Lease::release);
        return lease.isEmpty();
    }

    private static List<Submission> join() {
        return of(new GroupCommand.Join(HALL));
    }

    private static List<Submission> of(Command command) {
        return List.of(new Submission(1, ALICE, new DeviceId("web"), null, command));
    }
}
