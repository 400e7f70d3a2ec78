package io.keel.im.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The results as JSON, for programs. */
final class ResultsFile {

    private ResultsFile() {}

    static void write(Path file, Bench bench) throws IOException {
        String json = "{\"results\":"
                + list(bench.results().stream().map(ResultsFile::line).toList())
                + ",\n\"further\":"
                + list(bench.further().stream().map(ResultsFile::line).toList())
                + ",\n\"remarks\":"
                + list(bench.remarks().stream().map(ResultsFile::text).toList()) + "}\n";
        Files.writeString(file, json);
    }

    private static String list(List<String> lines) {
        return lines.isEmpty() ? "[]" : lines.stream().collect(Collectors.joining(",\n  ", "[\n  ", "\n]"));
    }

    private static String line(Result result) {
        return "{\"scenario\":" + text(result.scenario())
                + ",\"n\":" + result.n()
                + ",\"system\":" + text(result.contender().system())
                + ",\"encoding\":" + text(result.contender().encoding())
                + ",\"perSecond\":" + number(result.perSecond())
                + ",\"p50Micros\":" + number(result.p50Micros())
                + ",\"p99Micros\":" + number(result.p99Micros())
                + ",\"cpuMicrosPerDelivery\":" + number(result.cpuMicrosPerDelivery())
                + ",\"segmentsPerDelivery\":" + number(result.segmentsPerDelivery())
                + ",\"ratio\":" + number(result.ratio())
                + ",\"ratioTo\":" + text(result.ratioTo())
                + ",\"p50Ratio\":" + number(result.p50Ratio())
                + ",\"p99Ratio\":" + number(result.p99Ratio()) + "}";
    }

    private static String line(Bench.Further figure) {
        return "{\"name\":" + text(figure.name()) + ",\"value\":" + number(OptionalDouble.of(figure.value())) + "}";
    }

    private static String number(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%.4f", value.getAsDouble()) : "null";
    }

    private static String text(@Nullable String value) {
        if (value == null) {
            return "null";
        }
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : value.toCharArray()) {
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
