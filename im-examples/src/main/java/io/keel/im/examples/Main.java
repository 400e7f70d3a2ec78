package io.keel.im.examples;

import io.keel.im.examples.bench.BenchCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the examples: prints what there is to run. */
@Command(
        name = "keel-im",
        mixinStandardHelpOptions = true,
        description = "Examples of Keel IM.",
        subcommands = BenchCommand.class)
public final class Main implements Runnable {

    private Main() {}

    /**
     * Runs the example that the arguments name and ends the JVM with its exit code.
     *
     * @param args the command line; {@code --help} lists what it may hold
     */
    public static void main(String[] args) {
        System.exit(new CommandLine(new Main()).execute(args));
    }

    @Override
    public void run() {
        CommandLine.usage(this, System.out);
    }
}
