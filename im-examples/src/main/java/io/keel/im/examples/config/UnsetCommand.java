package io.keel.im.examples.config;

import io.keel.im.config.Setting;
import io.keel.im.spi.ConfigSnapshot;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Takes keys away, all of them or none. */
@Command(
        name = "unset",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Takes keys away, in one step: what each process was started with counts again.")
final class UnsetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY", arity = "1..*", description = "What to take away; keys of no setting, too.")
    private List<String> keys = List.of();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        try (ConfigAccess access = options.open()) {
            ConfigAccess.Changed changed = access.change(this::judged);
            new ConfigOutput(spec.commandLine().getOut(), options.json()).changes(changed.before(), changed.now());
        }
        return CommandLine.ExitCode.OK;
    }

    /** What was wrong before may stay wrong: whoever cleans up goes step by step. */
    private Map<String, Optional<String>> judged(ConfigSnapshot seen) {
        Set<String> named = new HashSet<>(keys);
        for (String key : named) {
            if (!seen.values().containsKey(key)) {
                ConfigOptions.setting(spec, key);
            }
        }
        Map<String, String> rest = new HashMap<>(seen.values());
        rest.keySet().removeAll(named);
        Set<String> problems = new HashSet<>(Setting.problems(rest));
        problems.removeAll(Setting.problems(seen.values()));
        if (!problems.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "nothing is unset: " + problems.stream().sorted().collect(Collectors.joining("; ")));
        }
        return named.stream().collect(Collectors.toMap(key -> key, key -> Optional.empty()));
    }
}
