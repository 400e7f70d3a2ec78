package io.keel.im.examples.bench.cluster;

import io.keel.im.examples.bench.RoundFailedException;
import java.io.IOException;
import java.sql.SQLException;
import java.util.function.Consumer;

/** What one message to a read-diffused room costs that all of its many members read at this moment, counted where it stands. */
final class LargeRoom {

    private final ClusterSettings settings;
    private final Report report;
    private final Consumer<String> progress;

    LargeRoom(ClusterSettings settings, Report report, Consumer<String> progress) {
        this.settings = settings;
        this.report = report;
        this.progress = progress;
    }

    /** Has one of the members write, one message after the other. */
    void run(Course course) throws IOException, SQLException, RoundFailedException {
        Measured measured = course.measure(settings.roundMillis());
        double messages = measured.messages();
        double pushes = measured.topics().records().getOrDefault(TopicCounts.PUSHES, 0L) / messages;
        progress.accept("crowd: " + measured);
        report.tell("a message to " + settings.members() + " members online", measured.p50Micros(), "us p50");
        report.tell("  gateways", settings.gateways(), "");
        report.atMost("  push records per message", pushes, settings.gateways());
        report.atMost("  rows per message", measured.rowsPerMessage(), 1);
    }
}
