package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.TroubleException;
import java.util.HashMap;
import java.util.Map;

/** One line of what the client is told: a verb and {@code key=value} pairs. */
record Instruction(String verb, Map<String, String> values) {

    static Instruction parse(String line) {
        String[] words = line.trim().split(" +");
        Map<String, String> values = new HashMap<>();
        for (int i = 1; i < words.length; i++) {
            int equals = words[i].indexOf('=');
            values.put(words[i].substring(0, equals), words[i].substring(equals + 1));
        }
        return new Instruction(words[0], values);
    }

    String text(String key) {
        String value = values.get(key);
        if (value == null) {
            throw new TroubleException(verb + " wants " + key);
        }
        return value;
    }

    int number(String key) {
        return Integer.parseInt(text(key));
    }
}
