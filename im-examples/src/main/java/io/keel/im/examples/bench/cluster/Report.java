package io.keel.im.examples.bench.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What was found, for people and for programs. */
public final class Report {

    private static final String ROW = "%-44s %12s %-14s %s%n";

    private final List<Line> lines = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    /**
     * A figure.
     *
     * @param name what was measured
     * @param unit of the value
     * @param target what it is held against; null for a figure that is only told
     */
    private record Line(
            String name,
            double value,
            String unit,
            @Nullable Target target) {}

    /**
     * What a figure is held against.
     *
     * @param most whether the limit is the most that it may be, not the least
     * @param aim what is hoped for beyond that
     */
    private record Target(double limit, boolean most, double aim) {

        boolean met(double value) {
            return most ? value <= limit : value >= limit;
        }
    }

    void tell(String name, double value, String unit) {
        lines.add(new Line(name, value, unit, null));
    }

    void atLeast(String name, double value, double least, double aim) {
        lines.add(new Line(name, value, "", new Target(least, false, aim)));
    }

    void atMost(String name, double value, double most) {
        lines.add(new Line(name, value, "", new Target(most, true, most)));
    }

    void remark(String remark) {
        remarks.add(remark);
    }

    /** Prints a table. */
    public void print(PrintStream out) {
        out.println();
        for (Line line : lines) {
            out.printf(Locale.ROOT, ROW, line.name, number(line.value), line.unit, verdict(line));
        }
        remarks.forEach(remark -> out.println("! " + remark));
    }

    /**
     * Writes all of it as JSON.
     *
     * @throws IOException when the file cannot be written
     */
    public void write(Path file) throws IOException {
        try (JsonGenerator json = new JsonFactory()
                .createGenerator(Files.newBufferedWriter(file, StandardCharsets.UTF_8))
                .useDefaultPrettyPrinter()) {
            json.writeStartObject();
            json.writeArrayFieldStart("results");
            for (Line line : lines) {
                write(json, line);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("remarks");
            for (String remark : remarks) {
                json.writeString(remark);
            }
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(JsonGenerator json, Line line) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", line.name);
        json.writeNumberField("value", line.value);
        json.writeStringField("unit", line.unit);
        Target target = line.target;
        if (target != null) {
            json.writeNumberField(target.most ? "atMost" : "atLeast", target.limit);
            json.writeNumberField("aim", target.aim);
            json.writeBooleanField("met", target.met(line.value));
        }
        json.writeEndObject();
    }

    private static String verdict(Line line) {
        Target target = line.target;
        if (target == null) {
            return "";
        }
        String wanted = String.format(Locale.ROOT, "%s %.2f", target.most ? "<=" : ">=", target.limit);
        String aim = target.aim == target.limit ? "" : String.format(Locale.ROOT, " (aim %.2f)", target.aim);
        return wanted + aim + (target.met(line.value) ? "  met" : "  MISSED");
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, value >= 1_000 ? "%,.0f" : "%.2f", value);
    }
}
