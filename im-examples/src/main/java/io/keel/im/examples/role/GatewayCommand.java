package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import picocli.CommandLine.Command;

/** Runs GatewayRole as a process. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Runs a gateway: the connections of browsers, bots and services.")
public final class GatewayCommand extends RoleCommand {

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        return GatewayRole.start(settings, rules);
    }
}
