package io.keel.im.examples.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.keel.im.ImException;
import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.Checks;
import io.keel.im.examples.role.EngineOptions;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * A command of an operator: asks engines, and prints what it has found. Exit codes: 0; 1 when something was not found or not done; 2 for
 * a command line that is not understood.
 */
abstract class AdminAction implements Callable<Integer> {

    @Mixin
    private EngineOptions addresses = new EngineOptions();

    @Option(names = "--json", description = "Prints JSON instead of text.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** Does it. */
    abstract Outcome run(AdminEngines engines);

    final Checks checks() {
        return new Checks(spec);
    }

    final PrintWriter out() {
        return spec.commandLine().getOut();
    }

    @Override
    public final Integer call() {
        Outcome outcome;
        try (AdminEngines engines = new AdminEngines(addresses.addresses(), checks())) {
            outcome = run(engines);
        } catch (ImException failure) {
            throw new UsageException(spec.qualifiedName().replaceFirst("^\\S+ ", "") + ": " + failure.getMessage());
        }
        if (outcome.shown() != null) {
            print(outcome.shown());
        }
        if (outcome.problem().isEmpty()) {
            return CommandLine.ExitCode.OK;
        }
        PrintWriter err = spec.commandLine().getErr();
        err.println(outcome.problem());
        err.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private void print(Shown shown) {
        PrintWriter out = out();
        if (json) {
            try (JsonGenerator generator = new JsonFactory()
                    .createGenerator(out)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .useDefaultPrettyPrinter()) {
                shown.json(generator);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            out.println();
        } else {
            shown.text(out);
        }
        out.flush();
    }
}
