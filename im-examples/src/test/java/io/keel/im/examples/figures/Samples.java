package io.keel.im.examples.figures;

import io.keel.im.telemetry.Metric;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The names under which the figures of the catalogue are scraped, with the labels that each has. */
public final class Samples {

    /** What the scraping adds: see {@code deploy/prometheus/prometheus.yml}. */
    private static final Set<String> SCRAPED = Set.of("job", "role", "instance");

    private Samples() {}

    /** By the name of the sample, the labels that it may have. */
    public static Map<String, Set<String>> all() {
        Map<String, Set<String>> samples = new LinkedHashMap<>();
        samples.put("up", SCRAPED);
        for (Metric metric : Metric.values()) {
            Set<String> labels = new HashSet<>(SCRAPED);
            labels.addAll(metric.tags());
            String name = metric.prometheusName();
            switch (metric.kind()) {
                case COUNTER, GAUGE -> samples.put(name, labels);
                case SUMMARY, TIMER -> {
                    samples.put(name + "_count", labels);
                    samples.put(name + "_sum", labels);
                    samples.put(name + "_max", labels);
                    if (metric.kind() == Metric.Kind.TIMER) {
                        Set<String> withBound = new HashSet<>(labels);
                        withBound.add("le");
                        samples.put(name + "_bucket", withBound);
                    }
                }
            }
        }
        return samples;
    }
}
