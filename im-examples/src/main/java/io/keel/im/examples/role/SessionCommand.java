package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import picocli.CommandLine.Command;

/** Runs SessionRole as a process. */
@Command(
        name = "session",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Runs session: who is connected where, in Redis.")
public final class SessionCommand extends RoleCommand {

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        return SessionRole.start(settings);
    }
}
