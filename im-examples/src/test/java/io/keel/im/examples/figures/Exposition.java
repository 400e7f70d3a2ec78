package io.keel.im.examples.figures;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code /metrics} tells, in the text format of Prometheus.
 *
 * @param samples the names of samples, each with the names of its labels
 * @param types the kinds of families, by name
 */
public record Exposition(Map<String, Set<String>> samples, Map<String, String> types) {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "([a-zA-Z_][a-zA-Z0-9_]*)=\"((?:[^\"\\\\]|\\\\.)*)\"";
    private static final Pattern SAMPLE =
            Pattern.compile("(" + NAME + ")(?:\\{((?:" + LABEL + ",?)*)})? (NaN|[+-]?Inf|[-+0-9.eE]+)(?: [0-9]+)?");
    private static final Pattern ONE_LABEL = Pattern.compile(LABEL);
    private static final Pattern TYPE =
            Pattern.compile("# TYPE (" + NAME + ") (counter|gauge|histogram|summary|untyped|info|stateset|unknown)");

    /**
     * Reads it.
     *
     * @throws IllegalArgumentException if a line is no sample, no comment and not empty
     */
    public static Exposition parse(String text) {
        Map<String, Set<String>> samples = new LinkedHashMap<>();
        Map<String, String> types = new LinkedHashMap<>();
        for (String line : text.lines().toList()) {
            Matcher sample = SAMPLE.matcher(line);
            Matcher type = TYPE.matcher(line);
            if (sample.matches()) {
                Set<String> labels = samples.computeIfAbsent(sample.group(1), first -> new LinkedHashSet<>());
                if (sample.group(2) != null) {
                    ONE_LABEL.matcher(sample.group(2)).results().forEach(label -> labels.add(label.group(1)));
                }
            } else if (type.matches()) {
                types.put(type.group(1), type.group(2));
            } else if (!line.isEmpty() && !line.startsWith("# HELP ") && !line.equals("# EOF")) {
                throw new IllegalArgumentException("no line of the text format: " + line);
            }
        }
        return new Exposition(samples, types);
    }

    /** Tells whether there is a figure, of whatever kind, by its name in the catalogue. */
    public boolean has(String name) {
        return samples.containsKey(name) || samples.containsKey(name + "_count");
    }
}
