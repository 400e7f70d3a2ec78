package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs GatewayRole as a process. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Runs a gateway: the connections of browsers, bots and services.")
public final class GatewayCommand extends RoleCommand {

    @Option(
            names = "--allow-origins",
            paramLabel = "ORIGIN",
            split = ",",
            description = "Whose pages may connect, beside this gateway's own, such as those of the other gateways.")
    private List<String> origins = List.of();

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        return GatewayRole.start(settings, rules, origins);
    }
}
