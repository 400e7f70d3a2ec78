package io.keel.im.examples.admin;

import org.jspecify.annotations.Nullable;

/**
 * What a command ends with.
 *
 * @param shown what it has found; null for nothing to show
 * @param problem why it did not do what it was asked for, in one line; empty when it did
 */
record Outcome(@Nullable Shown shown, String problem) {

    static Outcome of(Shown shown) {
        return new Outcome(shown, "");
    }

    static Outcome failed(String problem) {
        return new Outcome(null, problem);
    }

    /** Shows something, and fails unless all is well. */
    static Outcome of(Shown shown, boolean well, String problem) {
        return new Outcome(shown, well ? "" : problem);
    }
}
