package io.keel.im.store.redis;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads what scripts answer: integers, texts, lists of these; null for nothing. */
final class Replies {

    private Replies() {}

    static long number(@Nullable Object reply) {
        if (reply instanceof Long number) {
            return number;
        }
        throw new IllegalStateException("a script answered " + reply + " (expected: an integer)");
    }

    static String text(@Nullable Object reply) {
        if (reply instanceof String text) {
            return text;
        }
        throw new IllegalStateException("a script answered " + reply + " (expected: a text)");
    }

    static List<?> list(@Nullable Object reply) {
        if (reply instanceof List<?> list) {
            return list;
        }
        throw new IllegalStateException("a script answered " + reply + " (expected: a list)");
    }
}
