package io.keel.im.examples;

import java.io.PrintWriter;
import java.io.StringWriter;
import picocli.CommandLine;

/**
 * What a command said, and how it ended.
 *
 * @param status its exit code
 * @param out its standard output
 * @param err its standard error
 */
public record Spoken(int status, String out, String err) {

    /** Runs a command in this JVM. */
    public static Spoken of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        CommandLine command =
                Main.commandLine().setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
        int status = command.execute(arguments);
        return new Spoken(status, out.toString(), err.toString());
    }
}
