package io.keel.im.examples.host;

import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** Checks what a command was told; what is wrong ends it with one line. */
public final class Checks {

    private final CommandSpec spec;

    /** Makes checks for a command. */
    public Checks(CommandSpec spec) {
        this.spec = spec;
    }

    /** Returns {@code value} if it lies in between. */
    public int within(String option, int value, int least, int most) {
        return (int) within(option, (long) value, least, most);
    }

    /** Returns {@code value} if it lies in between. */
    public long within(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw wrong(option + ": " + value + " (expected: " + least + ".." + most + ")");
        }
        return value;
    }

    /** Returns {@code value} if it is more than nothing. */
    public double positive(String option, double value) {
        if (!(value > 0) || Double.isInfinite(value)) {
            throw wrong(option + ": " + value + " (expected: more than 0)");
        }
        return value;
    }

    /** Returns {@code value} if there is one. */
    public String present(String option, String value) {
        if (value.isBlank()) {
            throw wrong(option + ": missing");
        }
        return value;
    }

    /** Returns {@code value} if it is one of these. */
    public String oneOf(String option, String value, String... expected) {
        if (!List.of(expected).contains(value)) {
            throw wrong(option + ": " + value + " (expected: " + String.join(" or ", expected) + ")");
        }
        return value;
    }

    /** What a command line that is wrong ends with. */
    public ParameterException wrong(String reason) {
        return new ParameterException(spec.commandLine(), reason);
    }
}
