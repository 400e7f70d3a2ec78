package io.keel.im.examples.bench;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** The results for people. */
final class Table {

    private static final String ROW = "%-10s %6s  %-15s %-9s %11s %9s %9s %8s %8s  %s%n";

    private Table() {}

    static void print(PrintStream out, Bench bench) {
        out.println();
        out.printf(
                ROW,
                "scenario",
                "n",
                "system",
                "encoding",
                "per second",
                "p50 us",
                "p99 us",
                "CPU us",
                "segments",
                "ratio");
        for (Result result : bench.results()) {
            out.printf(
                    ROW,
                    result.scenario(),
                    result.n(),
                    result.contender().system(),
                    result.contender().encoding(),
                    number("%,.0f", result.perSecond()),
                    number("%,.0f", result.p50Micros()),
                    number("%,.0f", result.p99Micros()),
                    number("%.2f", result.cpuMicrosPerDelivery()),
                    number("%.3f", result.segmentsPerDelivery()),
                    ratios(result));
        }
        out.println();
        out.println("Medians over the rounds. Per second, CPU (of the server) and TCP segments: per delivery; of"
                + " reconnect: per client. Latencies of direct: at a fixed rate, from the intended send time.");
        for (Bench.Further figure : bench.further()) {
            out.printf(Locale.ROOT, "%s: %,.2f%n", figure.name(), figure.value());
        }
        List<String> remarks = bench.remarks();
        if (!remarks.isEmpty()) {
            out.println();
            remarks.forEach(remark -> out.println("! " + remark));
        }
    }

    private static String ratios(Result result) {
        String to = result.ratioTo();
        if (to == null) {
            return "";
        }
        String text = number("%.2f", result.ratio()) + " of " + to;
        if (result.cpuRatio().isPresent()) {
            text += ", CPU " + number("%.2f", result.cpuRatio());
        }
        if (result.p50Ratio().isPresent()) {
            text += ", p50 " + number("%.2f", result.p50Ratio()) + ", p99 " + number("%.2f", result.p99Ratio());
        }
        return text;
    }

    private static String number(String format, OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, format, value.getAsDouble()) : "-";
    }
}
