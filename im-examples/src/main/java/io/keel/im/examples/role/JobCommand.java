package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
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

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        return JobRole.start(settings, blockedWords);
    }
}
