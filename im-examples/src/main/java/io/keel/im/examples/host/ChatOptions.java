package io.keel.im.examples.host;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The options that say which rules the chat has, for every command that runs a part of it. */
public final class ChatOptions {

    @Option(names = "--rate-per-second", paramLabel = "N", description = "How many messages a user may send a second.")
    private double ratePerSecond = 1;

    @Option(names = "--rate-burst", paramLabel = "N", description = "How many messages a user may send at once.")
    private int rateBurst = 5;

    @Option(
            names = "--cluster-rate",
            description =
                    "Gives a user one bucket of messages over all gateways, kept in Redis, instead of one at each.")
    private boolean clusterRate;

    @Option(names = "--heartbeat-millis", paramLabel = "N", description = "After what silence clients send a ping.")
    private long heartbeatMillis = 30_000;

    @Option(
            names = "--write-diffusion-limit",
            paramLabel = "N",
            description = "Up to how many members a group's messages are written to every inbox.")
    private int writeDiffusionLimit = 500;

    @Option(
            names = "--recall-window-seconds",
            paramLabel = "N",
            description = "For how long a sender may recall a message.")
    private long recallWindowSeconds = 120;

    @Option(
            names = "--reconnects-per-second",
            paramLabel = "N",
            description =
                    "How many clients a second a gateway that leaves sends elsewhere, if its time to drain allows.")
    private int reconnectsPerSecond = 100;

    /** Makes the options' values a whole, or ends the command. */
    public ChatSettings settings(Checks checks) {
        return new ChatSettings(
                checks.positive("--rate-per-second", ratePerSecond),
                checks.within("--rate-burst", rateBurst, 1, Integer.MAX_VALUE),
                clusterRate,
                Duration.ofMillis(checks.within("--heartbeat-millis", heartbeatMillis, 100, 3_600_000)),
                checks.within("--write-diffusion-limit", writeDiffusionLimit, 1, Integer.MAX_VALUE),
                Duration.ofSeconds(checks.within("--recall-window-seconds", recallWindowSeconds, 0, 315_360_000)),
                checks.within("--reconnects-per-second", reconnectsPerSecond, 1, 1_000_000));
    }

    /** The options as another command of the same is told them. */
    public List<String> arguments() {
        List<String> arguments = new ArrayList<>(List.of(
                "--rate-per-second", Double.toString(ratePerSecond),
                "--rate-burst", Integer.toString(rateBurst),
                "--heartbeat-millis", Long.toString(heartbeatMillis),
                "--write-diffusion-limit", Integer.toString(writeDiffusionLimit),
                "--recall-window-seconds", Long.toString(recallWindowSeconds),
                "--reconnects-per-second", Integer.toString(reconnectsPerSecond)));
        if (clusterRate) {
            arguments.add("--cluster-rate");
        }
        return arguments;
    }
}
