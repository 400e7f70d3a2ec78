package io.keel.im.examples.bench;

import java.util.HashMap;
import java.util.Map;

/** What the load client answered: named numbers. */
public record Figures(Map<String, Long> values) {

    /** Reads {@code key=value} pairs. */
    public static Figures parse(String answer) {
        Map<String, Long> values = new HashMap<>();
        for (String word : answer.trim().split(" +")) {
            int equals = word.indexOf('=');
            if (equals > 0) {
                values.put(word.substring(0, equals), Long.valueOf(word.substring(equals + 1)));
            }
        }
        return new Figures(values);
    }

    public long of(String key) {
        return values.getOrDefault(key, 0L);
    }

    public double perSecond() {
        return of("deliveries") * 1e9 / Math.max(1, of("nanos"));
    }

    public double micros(String key) {
        return of(key) / 1e3;
    }
}
