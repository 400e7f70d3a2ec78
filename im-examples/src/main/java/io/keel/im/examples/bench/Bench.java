package io.keel.im.examples.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** One run of the benchmark: what all its scenarios share, and what they have found. */
final class Bench {

    private final Settings settings;
    private final Machine machine;
    private final Workplace workplace;
    private final Launches launches;
    private final PrintStream progress;
    private final long startedAt = System.nanoTime();
    private final List<Result> results = new ArrayList<>();
    private final List<Further> further = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Bench(Settings settings, Machine machine, Workplace workplace, Launches launches, PrintStream progress) {
        this.settings = settings;
        this.machine = machine;
        this.workplace = workplace;
        this.launches = launches;
        this.progress = progress;
    }

    Settings settings() {
        return settings;
    }

    Machine machine() {
        return machine;
    }

    Launches launches() {
        return launches;
    }

    Segments segments() {
        return new Segments(machine.countsSegments());
    }

    Path logs() {
        return workplace.output();
    }

    /** Says on standard error what is being done, with the seconds since the start. */
    void progress(String line) {
        progress.printf("[%4d s] %s%n", (System.nanoTime() - startedAt) / 1_000_000_000L, line);
    }

    void add(Result result) {
        results.add(result);
    }

    /** A figure that has no place in a {@link Result}. */
    void add(Further figure) {
        further.add(figure);
    }

    /** Something that a reader of the results has to know: a missing row, a doubtful round. */
    void remark(String remark) {
        remarks.add(remark);
        progress(remark);
    }

    List<Result> results() {
        return results;
    }

    List<Further> further() {
        return further;
    }

    List<String> remarks() {
        return remarks;
    }

    /**
     * A figure of its own.
     *
     * @param name what it is and in which unit
     */
    record Further(String name, double value) {}
}
