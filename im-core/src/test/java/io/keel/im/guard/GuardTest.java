package io.keel.im.guard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.telemetry.BreakerState;
import io.keel.im.spi.telemetry.CallOutcome;
import io.keel.im.spi.telemetry.CallTelemetry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class GuardTest {

    private static final ImException AWAY = new ImException(ErrorCode.UNAVAILABLE, "away");

    private final AtomicLong nanos = new AtomicLong(-5_000_000_000L);
    private final Heard heard = new Heard();
    private final AtomicInteger made = new AtomicInteger();
    private Guard guard = guard(GuardSettings.defaults());

    /** What telemetry was told. */
    private static final class Heard implements CallTelemetry {

        private final List<BreakerState> states = new ArrayList<>();
        private final List<CallOutcome> outcomes = new ArrayList<>();

        @Override
        public void called(String dependency, CallOutcome outcome, long nanos) {
            assertThat(dependency).isEqualTo("engine");
            outcomes.add(outcome);
        }

        @Override
        public void breaker(String dependency, BreakerState state) {
            states.add(state);
        }
    }

    @Test
    void opensWhenHalfOfTheCallsAreNotAnswered() {
        repeat(5, () -> answer(guard));
        repeat(4, () -> fail(guard));
        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);

        fail(guard);

        assertThat(guard.state()).isEqualTo(BreakerState.OPEN);
        assertThat(heard.states).containsExactly(BreakerState.CLOSED, BreakerState.OPEN);
    }

    @Test
    void openOneRefusesAtOnceAndTouchesNothing() {
        repeat(10, () -> fail(guard));
        made.set(0);

        assertShed(guard.call(this::answered));

        assertThat(made).hasValue(0);
        assertThat(heard.outcomes).endsWith(CallOutcome.REJECTED);
    }

    @Test
    void judgesByTheLastSecondsAlone() {
        repeat(9, () -> fail(guard));
        pass(Duration.ofSeconds(6));
        repeat(9, () -> fail(guard));

        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void refusalsAreAnswersAndCancelledCallsSayNothing() {
        for (ErrorCode code : ErrorCode.values()) {
            if (code != ErrorCode.UNAVAILABLE) {
                repeat(20, () -> end(guard, new ImException(code, "no")));
            }
        }
        repeat(20, () -> end(guard, new CancellationException()));
        repeat(20, () -> end(guard, new ShedException("the queue is full")));

        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(heard.outcomes).containsOnly(CallOutcome.OK, CallOutcome.REJECTED);
    }

    @Test
    void whatPassesTheDeadlineIsNoAnswer() {
        repeat(5, () -> end(guard, new TimeoutException()));
        repeat(
                5,
                () -> end(
                        guard,
                        new CompletionException(
                                new ImException(ErrorCode.UNAVAILABLE, "late", new TimeoutException()))));

        assertThat(guard.state()).isEqualTo(BreakerState.OPEN);
        assertThat(heard.outcomes).containsOnly(CallOutcome.TIMED_OUT);
    }

    @Test
    void callThatThrowsCountsAsOneThatFails() {
        repeat(
                10,
                () -> assertThatThrownBy(() -> guard.call(() -> {
                            throw AWAY;
                        }))
                        .isSameAs(AWAY));

        assertThat(guard.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void opensWhenAllButAFewAnswersAreSlow() {
        repeat(1, () -> answer(guard));
        repeat(9, () -> answerAfter(guard, Duration.ofMillis(2_001)));
        assertThat(guard.state())
                .as("10 calls, of which a window of 5 s sees the last")
                .isEqualTo(BreakerState.CLOSED);

        List<CompletableFuture<String>> pending = new ArrayList<>();
        repeat(10, () -> pending.add(open(guard)));
        pass(Duration.ofMillis(2_001));
        pending.forEach(each -> each.complete("late"));

        assertThat(guard.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void triesAFewAfterThePauseAndClosesWhenTheyAreAnswered() {
        repeat(10, () -> fail(guard));
        pass(Duration.ofMillis(1_001));

        List<CompletableFuture<String>> probes = List.of(open(guard), open(guard), open(guard));
        assertThat(guard.state()).isEqualTo(BreakerState.HALF_OPEN);
        assertShed(guard.call(this::answered));
        probes.forEach(probe -> probe.complete("well again"));

        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);
        answer(guard);
        assertThat(heard.states)
                .containsExactly(BreakerState.CLOSED, BreakerState.OPEN, BreakerState.HALF_OPEN, BreakerState.CLOSED);
    }

    @Test
    void pausesGrowAndNeverPastTwoSeconds() {
        repeat(10, () -> fail(guard));
        for (long pause : new long[] {1_000, 1_500, 2_000, 2_000, 2_000}) {
            pass(Duration.ofMillis(pause));
            assertShed(guard.call(this::answered));
            pass(Duration.ofMillis(1));
            repeat(3, () -> fail(guard));
            assertThat(guard.state()).isEqualTo(BreakerState.OPEN);
        }
    }

    @Test
    void whatHungBeforeIsNoProbe() {
        List<CompletableFuture<String>> old = List.of(open(guard), open(guard), open(guard), open(guard));
        repeat(10, () -> fail(guard));
        pass(Duration.ofMillis(1_001));
        CompletableFuture<String> probe = open(guard);

        old.subList(0, 2).forEach(each -> each.completeExceptionally(AWAY));
        old.get(2).complete("late");
        old.get(3).completeExceptionally(new CancellationException());
        assertThat(guard.state()).isEqualTo(BreakerState.HALF_OPEN);

        probe.complete("well again");
        repeat(2, () -> answer(guard));
        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void probeThatWasNotMadeIsMadeByAnother() {
        repeat(10, () -> fail(guard));
        pass(Duration.ofMillis(1_001));

        repeat(20, () -> guard.enter().ended(CallOutcome.REJECTED));
        repeat(3, () -> answer(guard));

        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void whatKeepsALeaseIsNeverRefused() {
        repeat(10, () -> guard.callAlways(this::failed));
        assertThat(guard.state()).as("it counts").isEqualTo(BreakerState.OPEN);
        made.set(0);

        guard.callAlways(this::failed);

        assertThat(made).hasValue(1);
        assertThat(guard.state()).isEqualTo(BreakerState.OPEN);
    }

    @Test
    void answerToWhatIsNeverRefusedEndsThePause() {
        repeat(10, () -> fail(guard));

        guard.callAlways(this::answered);

        assertThat(guard.state()).isEqualTo(BreakerState.HALF_OPEN);
        repeat(3, () -> answer(guard));
        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void callsPastTheBoundAreRefusedAndCountForNothing() {
        guard = guard(GuardSettings.builder().maxCalls(2).build());
        CompletableFuture<String> first = open(guard);
        open(guard);

        repeat(50, () -> assertShed(guard.call(this::answered)));
        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);
        first.complete("done");
        repeat(2, () -> answer(guard));
        open(guard);
        assertShed(guard.call(this::answered));
    }

    @Test
    void permitEndsOnce() {
        guard = guard(GuardSettings.builder().maxCalls(1).build());
        Permit permit = guard.enter();
        permit.ended(CallOutcome.OK);
        permit.ended(CallOutcome.FAILED);

        guard.enter();
        assertThatThrownBy(guard::enter).isInstanceOf(ShedException.class);
        assertThat(heard.outcomes).containsExactly(CallOutcome.OK, CallOutcome.REJECTED);
    }

    @Test
    void expendableOneIsLeftAloneAfterTwoFailures() {
        guard = guard(GuardSettings.expendable());
        repeat(2, () -> fail(guard));
        assertShed(guard.call(this::answered));

        pass(Duration.ofMillis(1_001));
        answer(guard);

        assertThat(guard.state()).isEqualTo(BreakerState.CLOSED);
    }

    @Test
    void goesByOtherSettingsAsSoonAsTheyHold() {
        AtomicReference<GuardSettings> settings = new AtomicReference<>(GuardSettings.defaults());
        heard.states.clear();
        Guard tuned = Guard.of("engine", settings::get, heard, nanos::get);
        repeat(9, () -> fail(tuned));

        settings.set(GuardSettings.builder().minimumCalls(2).maxCalls(1).build());
        pass(Duration.ofMillis(200));
        CompletableFuture<String> pending = open(tuned);
        assertShed(tuned.call(this::answered));
        pending.completeExceptionally(AWAY);
        assertThat(tuned.state()).as("what was seen before counts for nothing").isEqualTo(BreakerState.CLOSED);
        fail(tuned);
        assertThat(tuned.state()).isEqualTo(BreakerState.OPEN);

        settings.set(GuardSettings.defaults());
        pass(Duration.ofMillis(200));
        answer(tuned);
        assertThat(heard.states)
                .containsExactly(BreakerState.CLOSED, BreakerState.CLOSED, BreakerState.OPEN, BreakerState.CLOSED);
    }

    @Test
    void callThatBeganUnderOtherSettingsSaysNothingToTheNewOnes() {
        AtomicReference<GuardSettings> settings =
                new AtomicReference<>(GuardSettings.builder().minimumCalls(1).build());
        Guard tuned = Guard.of("engine", settings::get, heard, nanos::get);
        CompletableFuture<String> before = open(tuned);

        settings.set(GuardSettings.builder().minimumCalls(1).maxCalls(1).build());
        pass(Duration.ofMillis(200));
        assertShed(tuned.call(this::answered));
        before.completeExceptionally(AWAY);

        assertThat(tuned.state()).isEqualTo(BreakerState.CLOSED);
        assertThat(heard.states).containsOnly(BreakerState.CLOSED);
        answer(tuned);
    }

    @Test
    void settingsOutOfRangeAreNamed() {
        assertThatThrownBy(() -> GuardSettings.builder().failureRate(101))
                .hasMessage("failureRate: 101 (expected: 1..100)");
        assertThatThrownBy(() -> GuardSettings.builder().window(Duration.ofMillis(999)))
                .hasMessage("window: PT0.999S (expected: 1 s or more)");
    }

    private Guard guard(GuardSettings settings) {
        heard.states.clear();
        return Guard.of("engine", settings, heard, nanos::get);
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private CompletionStage<String> answered() {
        made.incrementAndGet();
        return CompletableFuture.completedFuture("answer");
    }

    private CompletionStage<String> failed() {
        made.incrementAndGet();
        return CompletableFuture.failedFuture(AWAY);
    }

    private void answer(Guard asked) {
        assertThat(asked.call(this::answered)).isCompletedWithValue("answer");
    }

    private void answerAfter(Guard asked, Duration time) {
        CompletableFuture<String> pending = open(asked);
        pass(time);
        pending.complete("late");
    }

    private void fail(Guard asked) {
        end(asked, AWAY);
    }

    private static void end(Guard asked, Throwable failure) {
        assertThat(asked.call(() -> CompletableFuture.failedFuture(failure))).isCompletedExceptionally();
    }

    private static CompletableFuture<String> open(Guard asked) {
        CompletableFuture<String> pending = new CompletableFuture<>();
        asked.call(() -> pending);
        return pending;
    }

    private static void assertShed(CompletionStage<?> stage) {
        assertThatThrownBy(() -> stage.toCompletableFuture().join()).hasCauseInstanceOf(ShedException.class);
    }

    private static void repeat(int times, Runnable step) {
        for (int i = 0; i < times; i++) {
            step.run();
        }
    }
}
