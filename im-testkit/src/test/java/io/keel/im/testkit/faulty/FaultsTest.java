package io.keel.im.testkit.faulty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.command.Recall;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.memory.MemoryBus;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.AccountStore;
import io.keel.im.spi.AccountStore.Account;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import io.keel.im.testkit.ManualLane;
import io.keel.im.testkit.fault.Fault;
import io.keel.im.testkit.fault.FaultPlan;
import io.keel.im.testkit.fault.Faults;
import io.keel.im.testkit.fault.RandomPlan;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class FaultsTest {
    private static final UserId ALICE = new UserId("alice");
    private static final GatewayId GATEWAY = new GatewayId("gw");

    private final List<UserId> created = new ArrayList<>();
    private final AccountStore target = new AccountStore() {
        @Override
        public CompletionStage<Boolean> create(Account account) {
            created.add(account.user());
            return CompletableFuture.completedFuture(created.size() == 1);
        }

        @Override
        public CompletionStage<Optional<Account>> find(UserId user) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    };

    @Test
    void failedCallNeverHappened() {
        CompletableFuture<Boolean> answer = create(FaultPlan.script(Fault.fail()));

        assertThat(answer).isCompletedExceptionally();
        assertThatThrownBy(answer::join)
                .cause()
                .isInstanceOfSatisfying(
                        ImException.class, failure -> assertThat(failure.code()).isEqualTo(ErrorCode.UNAVAILABLE));
        assertThat(created).isEmpty();
    }

    @Test
    void callThatFailsAfterwardsHasHappened() {
        assertThat(create(FaultPlan.script(Fault.failAfterwards()))).isCompletedExceptionally();
        assertThat(created).hasSize(1);
    }

    @Test
    void repeatedCallHappensTwiceAndGetsTheFirstAnswer() {
        assertThat(create(FaultPlan.script(Fault.repeat()))).isCompletedWithValue(true);
        assertThat(created).hasSize(2);
    }

    @Test
    void droppedCallIsNeverAnswered() {
        assertThat(create(FaultPlan.script(Fault.drop()))).isNotDone();
        assertThat(created).isEmpty();
    }

    @Test
    void delayedCallHappensInItsTime() {
        ManualLane lane = new ManualLane();
        AccountStore store = Faults.by(FaultPlan.script(Fault.delay(Duration.ofSeconds(3))))
                .delayedOn(lane)
                .around(AccountStore.class, target);
        CompletableFuture<Boolean> answer =
                store.create(new Account(ALICE, "", "")).toCompletableFuture();
        lane.advance(Duration.ofMillis(2_999));
        assertThat(answer).isNotDone();
        assertThat(created).isEmpty();

        lane.advance(Duration.ofMillis(1));

        assertThat(answer).isCompletedWithValue(true);
    }

    @Test
    void scriptIsForTheMethodsNamedAndEndsInPeace() {
        AccountStore store =
                Faults.by(FaultPlan.script(Fault.fail()).on("create")).around(AccountStore.class, target);

        assertThat(store.find(ALICE).toCompletableFuture()).isCompleted();
        assertThat(store.create(new Account(ALICE, "", "")).toCompletableFuture())
                .isCompletedExceptionally();
        assertThat(store.create(new Account(ALICE, "", "")).toCompletableFuture())
                .isCompletedWithValue(true);
    }

    @Test
    void sameSeedDrawsTheSameFaults() {
        RandomPlan one = FaultPlan.random(7).failing(0.2).repeating(0.3).dropping(0.1);
        RandomPlan two = FaultPlan.random(7).failing(0.2).repeating(0.3).dropping(0.1);
        List<Fault> drawn = new ArrayList<>();
        for (int i = 0; i < 1_000; i++) {
            Fault fault = one.next("x");
            assertThat(two.next("y")).isEqualTo(fault);
            drawn.add(fault);
        }
        assertThat(drawn).filteredOn(fault -> fault == Fault.pass()).hasSizeBetween(300, 500);
        assertThat(drawn).filteredOn(fault -> fault == Fault.repeat()).hasSizeBetween(200, 400);
        assertThatThrownBy(() -> one.delaying(0.5, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void busRefusesLosesAndDoublesCommands() {
        List<Submission> handled = new ArrayList<>();
        Bus bus = bus(FaultPlan.script(Fault.fail(), Fault.drop(), Fault.repeat(), Fault.pass())
                .on("publish"));
        bus.consume(batch -> {
            handled.addAll(batch);
            return done();
        });

        assertThat(bus.publish(List.of(recall(1)))).containsExactly(false);
        assertThat(bus.publish(List.of(recall(2)))).containsExactly(true);
        assertThat(bus.publish(List.of(recall(3)))).containsExactly(true);
        assertThat(bus.publish(List.of(recall(4)))).containsExactly(true);

        assertThat(handled).containsExactly(recall(3), recall(3), recall(4));
    }

    @Test
    void busLosesAndDoublesPushes() {
        List<Downlink> received = new ArrayList<>();
        Bus bus = bus(FaultPlan.script(Fault.drop(), Fault.repeat()).on("push"));
        bus.subscribe(GATEWAY, received::addAll);
        for (long i = 1; i <= 3; i++) {
            bus.push(GATEWAY, List.of(new Downlink.Kick(i, "")));
        }

        assertThat(received)
                .containsExactly(new Downlink.Kick(2, ""), new Downlink.Kick(2, ""), new Downlink.Kick(3, ""));
    }

    @Test
    void handlerThatFailsAfterwardsIsHandedTheBatchAgain() {
        List<Submission> handled = new ArrayList<>();
        ManualLane lane = new ManualLane();
        MemoryBus memory = MemoryBus.builder()
                .delays(delay -> task -> lane.schedule(task, delay))
                .build();
        Bus bus =
                Faults.by(FaultPlan.script(Fault.failAfterwards()).on("handle")).around(Bus.class, memory);
        bus.consume(batch -> {
            handled.addAll(batch);
            return done();
        });

        bus.publish(List.of(recall(1)));
        lane.advance(Duration.ofSeconds(10));

        assertThat(handled).containsExactly(recall(1), recall(1));
    }

    private CompletableFuture<Boolean> create(FaultPlan plan) {
        return Faults.by(plan)
                .around(AccountStore.class, target)
                .create(new Account(ALICE, "", ""))
                .toCompletableFuture();
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }

    private static Bus bus(FaultPlan plan) {
        return Faults.by(plan).around(Bus.class, MemoryBus.create());
    }

    private static Submission recall(long id) {
        return new Submission(
                id, ALICE, new io.keel.im.DeviceId("web"), null, new Recall(ConversationId.direct(ALICE, ALICE), id));
    }
}
