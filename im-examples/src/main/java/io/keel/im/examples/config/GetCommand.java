package io.keel.im.examples.config;

import io.keel.im.config.Setting;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what is configured. */
@Command(
        name = "get",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows settings: what is set, what counts by default, and what each is.")
final class GetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", description = "Which; all when none is named.")
    private List<String> keys = List.of();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        List<Setting> settings = keys.isEmpty()
                ? List.of(Setting.values())
                : keys.stream().map(key -> ConfigOptions.setting(spec, key)).toList();
        try (ConfigAccess access = options.open()) {
            new ConfigOutput(spec.commandLine().getOut(), options.json())
                    .show(access.snapshot(), settings, keys.isEmpty());
        }
        return CommandLine.ExitCode.OK;
    }
}
