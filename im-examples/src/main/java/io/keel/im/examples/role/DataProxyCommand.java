package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import picocli.CommandLine.Command;

/** Runs DataProxyRole as a process. */
@Command(
        name = "data-proxy",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Runs the data-proxy: users and members, from Redis or MySQL.")
public final class DataProxyCommand extends RoleCommand {

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        return DataProxyRole.start(settings);
    }
}
