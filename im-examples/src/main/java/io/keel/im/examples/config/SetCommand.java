package io.keel.im.examples.config;

import io.keel.im.config.Setting;
import io.keel.im.spi.ConfigSnapshot;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Sets keys, all of them or none. */
@Command(
        name = "set",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Sets keys for all processes, in one step.",
            "The configuration is judged as a whole first; one that processes would refuse is not written."
        })
final class SetCommand implements Callable<Integer> {

    @Parameters(paramLabel = "KEY=VALUE", arity = "1..*", description = "What to set.")
    private List<String> assignments = List.of();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Map<String, Optional<String>> wanted = wanted();
        try (ConfigAccess access = options.open()) {
            ConfigAccess.Changed changed = access.change(seen -> judged(seen, wanted));
            new ConfigOutput(spec.commandLine().getOut(), options.json()).changes(changed.before(), changed.now());
        }
        return CommandLine.ExitCode.OK;
    }

    private Map<String, Optional<String>> wanted() {
        Map<String, Optional<String>> wanted = new LinkedHashMap<>();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new ParameterException(spec.commandLine(), assignment + ": not understood (expected: KEY=VALUE)");
            }
            Setting setting = ConfigOptions.setting(spec, assignment.substring(0, equals));
            String value = assignment.substring(equals + 1).strip();
            if (wanted.put(setting.key(), Optional.of(value)) != null) {
                throw new ParameterException(spec.commandLine(), setting.key() + ": set twice");
            }
        }
        return wanted;
    }

    private Map<String, Optional<String>> judged(ConfigSnapshot seen, Map<String, Optional<String>> wanted) {
        Map<String, String> whole = new HashMap<>(seen.values());
        wanted.forEach((key, value) -> value.ifPresent(text -> whole.put(key, text)));
        List<String> problems = Setting.problems(whole);
        if (!problems.isEmpty()) {
            throw new ParameterException(spec.commandLine(), "nothing is set: " + String.join("; ", problems));
        }
        return wanted;
    }
}
