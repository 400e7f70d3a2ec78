package io.keel.im.examples.bench.cluster;

import static io.keel.im.examples.bench.cluster.NodeRace.median;

import io.keel.im.examples.bench.RoundFailedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** Load through the whole cluster, in turn with what Kafka and the database do at best with the same records and rows. */
final class PathRace {

    private static final double LEAST_OF_BOUND = 0.35;
    private static final double AIM_OF_BOUND = 0.50;

    private final ClusterSettings settings;
    private final Report report;
    private final Consumer<String> progress;
    private final Grounds grounds;
    private final BusCeiling bus;
    private final List<Runner> runners = new ArrayList<>();

    PathRace(ClusterSettings settings, Report report, Consumer<String> progress, Grounds grounds, BusCeiling bus) {
        this.settings = settings;
        this.report = report;
        this.progress = progress;
        this.grounds = grounds;
        this.bus = bus;
    }

    /** Warms a course up, and makes the ceilings of what it stores. */
    void enter(String name, Course course, Connection rows) throws IOException, SQLException, RoundFailedException {
        progress.accept("warming up " + name);
        course.warmUp(settings.warmUpMillis());
        Measured seen = course.measure(settings.roundMillis());
        progress.accept(name + ": " + seen);
        RowSample sample = RowSample.newest(rows);
        int conversations = sample.inboxes() == 0 ? 1 : Math.max(1, settings.pairs() / NodeRace.WRITERS);
        RowCeiling ceiling = grounds.keep(RowCeiling.open(
                rows, grounds.database("bench_" + name + "_rows"), sample, NodeRace.WRITERS, conversations));
        ceiling.run(settings.roundMillis(), seen.messagesPerCommit());
        bus.run(settings.roundMillis(), seen.bytesPerRecord());
        runners.add(new Runner(name, course, ceiling, seen, settings.rounds()));
    }

    void run() throws IOException, SQLException, RoundFailedException {
        for (int i = 0; i < settings.rounds(); i++) {
            for (Runner runner : runners) {
                run(runner, i);
            }
        }
        runners.forEach(this::tell);
    }

    private void run(Runner runner, int i) throws IOException, SQLException, RoundFailedException {
        int millis = settings.roundMillis();
        runner.rows[i] =
                runner.ceiling.run(millis, runner.last.messagesPerCommit()).rowsPerSecond();
        Measured measured = runner.course.measure(millis);
        runner.records[i] = bus.run(millis, measured.bytesPerRecord());
        runner.last = measured;
        runner.ours[i] = measured.perSecond();
        runner.rowsPerMessage[i] = measured.rowsPerMessage();
        runner.recordsPerMessage[i] = measured.recordsPerMessage();
        runner.ofBound[i] = measured.perSecond() / measured.bound(runner.records[i], runner.rows[i]);
        progress.accept(String.format(
                "%s, round %d of %d: %.2f of the bound by %,.0f rows/s and %,.0f records/s: %s",
                runner.name, i + 1, settings.rounds(), runner.ofBound[i], runner.rows[i], runner.records[i], measured));
    }

    private void tell(Runner runner) {
        report.tell("whole path, " + runner.name, median(runner.ours), "messages/s");
        report.tell("  rows per message", median(runner.rowsPerMessage), "rows");
        report.tell("  records per message", median(runner.recordsPerMessage), "records");
        report.tell("  ceiling: bare multi-row inserts of them", median(runner.rows), "rows/s");
        report.tell("  ceiling: records produced and consumed", median(runner.records), "records/s");
        report.atLeast("  of the bound by both", median(runner.ofBound), LEAST_OF_BOUND, AIM_OF_BOUND);
    }

    /** One kind of load, and what was found round by round. */
    private static final class Runner {

        private final String name;
        private final Course course;
        private final RowCeiling ceiling;
        private Measured last;
        private final double[] ours;
        private final double[] rows;
        private final double[] records;
        private final double[] rowsPerMessage;
        private final double[] recordsPerMessage;
        private final double[] ofBound;

        Runner(String name, Course course, RowCeiling ceiling, Measured last, int rounds) {
            this.name = name;
            this.course = course;
            this.ceiling = ceiling;
            this.last = last;
            this.ours = new double[rounds];
            this.rows = new double[rounds];
            this.records = new double[rounds];
            this.rowsPerMessage = new double[rounds];
            this.recordsPerMessage = new double[rounds];
            this.ofBound = new double[rounds];
        }
    }
}
