package io.keel.im.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManualTimeTest {
    private final ManualClock clock = ManualClock.at(Instant.ofEpochMilli(1_000));
    private final ManualLane lane = new ManualLane(clock);
    private final List<String> ran = new ArrayList<>();

    @Test
    void clockStandsUntilItIsMoved() {
        assertThat(clock.millis()).isEqualTo(1_000);
        clock.advance(Duration.ofNanos(1_500_000));

        assertThat(clock.millis()).isEqualTo(1_001);
        assertThat(clock.instant()).isEqualTo(Instant.ofEpochSecond(1, 1_500_000));
        assertThat(clock.nanoTime()).isEqualTo(1_500_000);
    }

    @Test
    void clockStepsBackAndTheMonotonicReadingDoesNot() {
        clock.advance(Duration.ofSeconds(10));
        clock.stepBack(Duration.ofSeconds(20));

        assertThat(clock.millis()).isEqualTo(-9_000);
        assertThat(clock.nanoTime()).isEqualTo(10_000_000_000L);
        clock.set(Instant.EPOCH);
        assertThat(clock.millis()).isZero();
        assertThat(clock.nanoTime()).isEqualTo(10_000_000_000L);
        assertThatThrownBy(() -> clock.advance(Duration.ofSeconds(-1))).hasMessageContaining("not negative");
    }

    @Test
    void tasksRunInOrderAndNeverInsideExecute() {
        lane.execute(() -> {
            lane.execute(() -> ran.add("second"));
            ran.add("first");
        });
        assertThat(ran).isEmpty();

        assertThat(lane.runAll()).isEqualTo(2);

        assertThat(ran).containsExactly("first", "second");
    }

    @Test
    void scheduledTasksRunAtTheirTimesAndTakeTheClockAlong() {
        lane.schedule(() -> ran.add("late at " + clock.millis()), Duration.ofMillis(200));
        lane.schedule(() -> ran.add("early at " + clock.millis()), Duration.ofMillis(100));
        lane.execute(() -> ran.add("now at " + clock.millis()));

        lane.advance(Duration.ofMillis(150));
        assertThat(ran).containsExactly("now at 1000", "early at 1100");
        assertThat(clock.millis()).isEqualTo(1_150);
        assertThat(lane.scheduled()).isEqualTo(1);

        lane.advance(Duration.ofMillis(50));
        assertThat(ran).endsWith("late at 1200");
    }

    @Test
    void taskThatSchedulesItselfRunsAsOftenAsTimePasses() {
        Runnable tick = new Runnable() {
            @Override
            public void run() {
                ran.add("tick " + lane.millis());
                lane.schedule(this, Duration.ofMillis(10));
            }
        };
        lane.schedule(tick, Duration.ofMillis(10));

        lane.advance(Duration.ofMillis(35));

        assertThat(ran).containsExactly("tick 10", "tick 20", "tick 30");
    }

    @Test
    void cancelledTaskDoesNotRun() {
        Runnable cancel = lane.schedule(() -> ran.add("never"), Duration.ofMillis(1));
        cancel.run();
        cancel.run();

        lane.advance(Duration.ofSeconds(1));

        assertThat(ran).isEmpty();
    }

    @Test
    void waitingEndsWhenATaskIsGivenOrTheTimeIsUp() throws InterruptedException {
        assertThat(lane.awaitReady(Duration.ofMillis(1))).isFalse();
        Thread giver = new Thread(() -> lane.execute(() -> ran.add("given")));
        giver.start();

        assertThat(lane.awaitReady(Duration.ofSeconds(10))).isTrue();
        lane.runAll();
        assertThat(ran).containsExactly("given");
        giver.join();
    }
}
