package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import picocli.CommandLine.Command;

/** Runs JobRole as a process. */
@Command(
        name = "job",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Runs the job: what is done after the fact.")
public final class JobCommand extends RoleCommand {

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        return JobRole.start(settings, rules);
    }
}
