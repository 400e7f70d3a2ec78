package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import java.time.Duration;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs JobRole as a process. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Runs the job: statistics, audit, and what is done now and then.")
public final class JobCommand extends RoleCommand {

    @Option(
            names = "--blocked-words",
            paramLabel = "WORD",
            split = ",",
            description = "Texts that hold one of these are taken back.")
    private List<String> blockedWords = List.of();

    @Option(
            names = "--archive-after-days",
            paramLabel = "N",
            description = "How old messages become before what they say moves to the archive, if there is one.")
    private int archiveAfterDays = 90;

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        return JobRole.start(settings, new JobRole.JobSettings(blockedWords, Duration.ofDays(archiveAfterDays)));
    }
}
