package io.keel.im.testkit.history;

import java.util.List;

/**
 * One breach of an invariant.
 *
 * @param invariant which
 * @param what what happened
 * @param messages the messages concerned, each with who was told of it
 */
public record Violation(Invariant invariant, String what, List<String> messages) {
    static Violation of(Invariant invariant, String what, String... messages) {
        return new Violation(invariant, what, List.of(messages));
    }

    /** Returns the breach and, below it, the messages. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(invariant + " " + what);
        messages.forEach(
                message -> text.append(System.lineSeparator()).append("      ").append(message));
        return text.toString();
    }
}
