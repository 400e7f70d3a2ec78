package io.keel.im.examples.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;

/** What the figures are held against. Of the two encodings the better one counts. */
final class Targets {

    private static final double LEAST_OF_RAWACK = 0.60;
    private static final double LEAST_OF_SOCKETIO = 3;
    private static final double MOST_P50 = 1.25;
    private static final double MOST_P99 = 2;
    private static final double MOST_IDLE = 1.5;
    private static final double LEAST_FANOUT = 1 / 1.15;
    private static final double MOST_FANOUT = 1.15;
    private static final double MOST_FLOOD = 1.5;

    private final Bench bench;
    private final PrintStream out;

    Targets(Bench bench, PrintStream out) {
        this.bench = bench;
        this.out = out;
    }

    void print() {
        out.println();
        out.println("Held against the targets, the better encoding:");
        least("direct of rawack", "direct", "rawack", Result::ratio, LEAST_OF_RAWACK);
        least("direct of netty-socketio", "direct", "netty-socketio", Result::ratio, LEAST_OF_SOCKETIO);
        most("direct, segments per delivery", "direct", "rawack", Result::segmentsPerDelivery, 0.14);
        most("direct, p50 of rawack's", "direct", "rawack", Result::p50Ratio, MOST_P50);
        most("direct, p99 of rawack's", "direct", "rawack", Result::p99Ratio, MOST_P99);
        room(100, 0.80, OptionalDouble.of(0.16));
        room(1_000, 0.90, OptionalDouble.of(0.30));
        most("idle bytes of raw's", "idle", "raw", Result::ratio, MOST_IDLE);
        for (Bench.Further figure : bench.further()) {
            if (figure.name().equals(FloodScenario.RATIO)) {
                line(figure.name(), figure.value(), "<= 1.50", figure.value() <= MOST_FLOOD);
            } else if (figure.name().startsWith("fanout")) {
                boolean met = figure.value() >= LEAST_FANOUT && figure.value() <= MOST_FANOUT;
                line(figure.name(), figure.value(), "within 15 %", met);
            }
        }
    }

    private void room(int members, double leastOfRaw, OptionalDouble mostSegments) {
        List<Result> results = bench.results().stream()
                .filter(result -> result.scenario().equals("room") && result.n() == members)
                .toList();
        better(results, "raw", Result::ratio, true)
                .ifPresent(ratio -> line(
                        "room " + members + " of raw",
                        ratio,
                        String.format(">= %.2f", leastOfRaw),
                        ratio >= leastOfRaw));
        mostSegments.ifPresent(most -> better(results, "raw", Result::segmentsPerDelivery, false)
                .ifPresent(segments -> line(
                        "room " + members + ", segments per delivery",
                        segments,
                        String.format("<= %.2f", most),
                        segments <= most)));
    }

    private void least(
            String what, String scenario, String ratioTo, Function<Result, OptionalDouble> figure, double least) {
        better(of(scenario), ratioTo, figure, true)
                .ifPresent(value -> line(what, value, String.format(">= %.2f", least), value >= least));
    }

    private void most(
            String what, String scenario, String ratioTo, Function<Result, OptionalDouble> figure, double most) {
        better(of(scenario), ratioTo, figure, false)
                .ifPresent(value -> line(what, value, String.format("<= %.2f", most), value <= most));
    }

    private List<Result> of(String scenario) {
        return bench.results().stream()
                .filter(result -> result.scenario().equals(scenario))
                .toList();
    }

    private static OptionalDouble better(
            List<Result> results, String ratioTo, Function<Result, OptionalDouble> figure, boolean larger) {
        double[] values = results.stream()
                .filter(result -> result.contender().isKeel() && ratioTo.equals(result.ratioTo()))
                .map(figure)
                .filter(OptionalDouble::isPresent)
                .mapToDouble(OptionalDouble::getAsDouble)
                .sorted()
                .toArray();
        return values.length == 0
                ? OptionalDouble.empty()
                : OptionalDouble.of(larger ? values[values.length - 1] : values[0]);
    }

    private void line(String what, double value, String target, boolean met) {
        out.printf(Locale.ROOT, "  %-36s %8.3f  %-12s %s%n", what, value, target, met ? "met" : "MISSED");
    }
}
