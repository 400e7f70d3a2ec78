package io.keel.im.examples.host;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The figures of a process, as its {@code /metrics} tell them in the text format of Prometheus. */
public final class Exposition {

    private static final Pattern SAMPLE =
            Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\\{(.*)\\})?\\s+(\\S+)(?:\\s+-?\\d+)?");
    private static final Pattern LABEL = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"");

    private final Map<String, List<Sample>> samples = new HashMap<>();

    /**
     * A figure.
     *
     * @param labels by name
     * @param value now
     */
    public record Sample(Map<String, String> labels, double value) {

        /** The value of a label; empty where it has none such. */
        public String label(String name) {
            return labels.getOrDefault(name, "");
        }
    }

    private Exposition() {}

    /** Reads the text; lines that are none are passed over. */
    public static Exposition parse(String text) {
        Exposition exposition = new Exposition();
        text.lines().filter(line -> !line.startsWith("#")).forEach(exposition::add);
        return exposition;
    }

    /** The samples of a name; empty where the process tells of no such thing. */
    public List<Sample> samples(String name) {
        return samples.getOrDefault(name, List.of());
    }

    /** The sum over all labels; empty where the process tells of no such thing. */
    public OptionalDouble sum(String name) {
        List<Sample> all = samples(name);
        return all.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(all.stream().mapToDouble(Sample::value).sum());
    }

    private void add(String line) {
        Matcher sample = SAMPLE.matcher(line.strip());
        if (!sample.matches()) {
            return;
        }
        Map<String, String> labels = new HashMap<>();
        if (sample.group(2) != null) {
            Matcher label = LABEL.matcher(sample.group(2));
            while (label.find()) {
                labels.put(label.group(1), unescaped(label.group(2)));
            }
        }
        double value;
        try {
            value = Double.parseDouble(sample.group(3).replace("Inf", "Infinity"));
        } catch (NumberFormatException noNumber) {
            return;
        }
        samples.computeIfAbsent(sample.group(1), first -> new ArrayList<>()).add(new Sample(labels, value));
    }

    private static String unescaped(String text) {
        return text.indexOf('\\') < 0
                ? text
                : text.replace("\\n", "\n").replace("\\\"", "\"").replace("\\\\", "\\");
    }
}
