package io.keel.im.examples.health;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Runs the probe where the program is not started by {@code bin/keel-im}, which has a quicker way to it. */
@Command(
        name = "health",
        mixinStandardHelpOptions = true,
        description = "Asks a process how it is: ends with 0 if the answer is 200, else with 1.")
public final class HealthCommand implements Callable<Integer> {

    @Parameters(
            arity = "0..1",
            paramLabel = "URL",
            defaultValue = HealthProbe.DEFAULT,
            description = "What is asked; ${DEFAULT-VALUE} when unset.")
    private String url = HealthProbe.DEFAULT;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        String answer;
        boolean healthy = false;
        try {
            answer = HealthProbe.ask(URI.create(url));
            healthy = HealthProbe.isHealthy(answer);
        } catch (IOException | IllegalArgumentException failure) {
            answer = String.valueOf(failure.getMessage());
        }
        spec.commandLine().getOut().println(url + ": " + answer);
        spec.commandLine().getOut().flush();
        return healthy ? CommandLine.ExitCode.OK : CommandLine.ExitCode.SOFTWARE;
    }
}
