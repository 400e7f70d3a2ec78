package io.keel.im.job;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Executor;

/** Time that passes when a test says so, and what is to be done in it. */
final class LaterTasks {

    private record Later(Duration at, Runnable task) {}

    private final List<Later> waiting = new ArrayList<>();
    private Duration now = Duration.ZERO;

    /** Returns an executor that runs tasks after a pause. */
    Executor after(Duration pause) {
        return task -> waiting.add(new Later(now.plus(pause), task));
    }

    /** Lets time pass. */
    void pass(Duration time) {
        Duration end = now.plus(time);
        while (true) {
            Later next = waiting.stream().min(Comparator.comparing(Later::at)).orElse(null);
            if (next == null || next.at().compareTo(end) > 0) {
                break;
            }
            waiting.remove(next);
            now = next.at();
            next.task().run();
        }
        now = end;
    }
}
