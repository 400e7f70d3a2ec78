package io.keel.im.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import picocli.CommandLine;

/**
 * A command line that was run in this JVM.
 *
 * @param exit its exit code
 * @param out what it printed
 * @param err what it complained of
 */
public record CommandRun(int exit, String out, String err) {

    /** Runs it to its end. */
    public static CommandRun of(List<String> args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine line = Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int exit = line.execute(args.toArray(String[]::new));
        return new CommandRun(exit, out.toString(), err.toString());
    }

    public static CommandRun of(String... args) {
        return of(List.of(args));
    }

    /** The lines that it printed. */
    public List<String> lines() {
        return out.lines().toList();
    }
}
