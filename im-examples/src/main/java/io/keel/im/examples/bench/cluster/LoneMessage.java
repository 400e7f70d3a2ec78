package io.keel.im.examples.bench.cluster;

import io.keel.im.examples.bench.RoundFailedException;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.function.Consumer;

/**
 * One message at a time through the whole cluster, in turn with what it cannot do without: two hops through Kafka and one commit of
 * its rows, each alone too and as seldom, for what is done without a rest is done faster.
 */
final class LoneMessage {

    private static final int PER_SECOND = 50;

    private final ClusterSettings settings;
    private final Report report;
    private final Consumer<String> progress;
    private final Grounds grounds;
    private final BusCeiling bus;

    LoneMessage(ClusterSettings settings, Report report, Consumer<String> progress, Grounds grounds, BusCeiling bus) {
        this.settings = settings;
        this.report = report;
        this.progress = progress;
        this.grounds = grounds;
        this.bus = bus;
    }

    /** Measures on the connections of pairs that have been warmed up. */
    void run(Course course, Connection rows) throws IOException, SQLException, RoundFailedException {
        String paced = "paced pairs=" + settings.pairs() + " perSecond=" + PER_SECOND + " spin=false";
        Measured seen = course.measure(paced, settings.roundMillis());
        int rounds = settings.rounds();
        double[] ours = new double[rounds];
        double[] hops = new double[rounds];
        double[] commits = new double[rounds];
        double[] ratios = new double[rounds];
        try (RowCeiling ceiling = RowCeiling.open(
                rows, grounds.database("bench_alone_rows"), RowSample.newest(rows), 1, settings.pairs())) {
            for (int i = 0; i < rounds; i++) {
                Measured measured = course.measure(paced, settings.roundMillis());
                hops[i] = 2 * bus.alone(settings.roundMillis(), seen.bytesPerRecord(), PER_SECOND);
                commits[i] = ceiling.alone(settings.roundMillis(), PER_SECOND).commitMicros();
                ours[i] = measured.p50Micros();
                ratios[i] = ours[i] / (hops[i] + commits[i]);
                progress.accept(String.format(
                        "alone, round %d of %d: p50 %,.0f us, p99 %,.0f us; two hops %,.0f us, a commit %,.0f us",
                        i + 1, rounds, ours[i], measured.p99Micros(), hops[i], commits[i]));
            }
        }
        report.tell("one message alone, p50 until it is there", NodeRace.median(ours), "us");
        report.tell("  two hops through Kafka, each alone", NodeRace.median(hops), "us");
        report.tell("  a commit of its rows, alone", NodeRace.median(commits), "us");
        report.tell("  of these together", NodeRace.median(ratios), "");
    }
}
