package io.keel.im.examples.bench.cluster;

import io.keel.im.examples.bench.RoundFailedException;
import io.keel.im.examples.bench.Rounds;
import io.keel.im.examples.bench.UnavailableException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/** The embedded server over the database, in turn with bare inserts of the same rows: many per commit, and one. */
final class NodeRace {

    private static final double LEAST_OF_MANY = 0.60;
    private static final double AIM_OF_MANY = 0.75;
    private static final double LEAST_OF_ONE = 8;

    /** As many as the store has. */
    static final int WRITERS = 2;

    private final ClusterSettings settings;
    private final Report report;
    private final Consumer<String> progress;

    NodeRace(ClusterSettings settings, Report report, Consumer<String> progress) {
        this.settings = settings;
        this.report = report;
        this.progress = progress;
    }

    void run(Grounds grounds) throws IOException, UnavailableException, RoundFailedException, SQLException {
        progress.accept("starting one node");
        String database = grounds.database("bench_node");
        try (Servers servers = Servers.embedded(grounds.engines(), database);
                Connection rows = grounds.look(database);
                Course course = Course.open(crowd(), servers, rows, null)) {
            progress.accept("warming up one node");
            course.warmUp(settings.warmUpMillis());
            int batch = course.measure(settings.roundMillis()).messagesPerCommit();
            try (RowCeiling ceiling = RowCeiling.open(
                    rows,
                    grounds.database("bench_node_rows"),
                    RowSample.newest(rows),
                    WRITERS,
                    settings.pairs() / WRITERS)) {
                ceiling.run(settings.roundMillis(), batch);
                ceiling.rowByRow(settings.roundMillis() / 2);
                race(course, ceiling, batch);
            }
        }
    }

    private Course.Crowd crowd() {
        return new Course.Crowd(
                "node", 0, 2 * settings.pairs(), 1, "pairs pairs=" + settings.pairs() + " window=" + settings.window());
    }

    private void race(Course course, RowCeiling ceiling, int firstBatch)
            throws IOException, SQLException, RoundFailedException {
        int rounds = settings.rounds();
        double[] many = new double[rounds];
        double[] one = new double[rounds];
        double[] ours = new double[rounds];
        double[] ofMany = new double[rounds];
        double[] ofOne = new double[rounds];
        int batch = firstBatch;
        for (int i = 0; i < rounds; i++) {
            many[i] = ceiling.run(settings.roundMillis(), batch).rowsPerSecond();
            Measured measured = course.measure(settings.roundMillis());
            one[i] = ceiling.rowByRow(settings.roundMillis() / 2).rowsPerSecond();
            ours[i] = measured.rowsPerSecond();
            ofMany[i] = ours[i] / many[i];
            ofOne[i] = ours[i] / one[i];
            progress.accept(String.format(
                    "node, round %d of %d: %,.0f rows/s; bare inserts %,.0f, of %d messages per commit; row by row %,.0f: %s",
                    i + 1, rounds, ours[i], many[i], batch, one[i], measured));
            batch = measured.messagesPerCommit();
        }
        report.tell("one node, rows inserted", median(ours), "rows/s");
        report.tell("  ceiling: bare multi-row inserts of them", median(many), "rows/s");
        report.tell("  floor: one row per commit", median(one), "rows/s");
        report.atLeast("  of the ceiling", median(ofMany), LEAST_OF_MANY, AIM_OF_MANY);
        report.atLeast("  of one row per commit", median(ofOne), LEAST_OF_ONE, LEAST_OF_ONE);
    }

    static double median(double[] values) {
        return Rounds.median(values).orElse(Double.NaN);
    }
}
