package io.keel.im.examples.role;

import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.ProxyOptions;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
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

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description =
                    "Where browsers find the gateways if a load balancer stands before them; the gateways' own URLs when"
                            + " unset.")
    private @Nullable URI publicUrl;

    @Mixin
    private ProxyOptions proxies = new ProxyOptions();

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        try {
            return GatewayRole.start(settings, rules, new GatewayRole.Door(origins, proxies.trusted(), publicUrl));
        } catch (IllegalArgumentException malformed) {
            throw new UsageException(String.valueOf(malformed.getMessage()), malformed);
        }
    }
}
