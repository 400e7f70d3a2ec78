package io.keel.im.health;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.Collectors;

/**
 * How a process was at a moment.
 *
 * @param phase in which part of its life it is
 * @param ready whether it is to be given work
 * @param checks what it works with, in the order in which it was named
 */
public record HealthReport(Phase phase, boolean ready, List<Check> checks) {

    private static final JsonFactory JSON = new JsonFactory();

    /** The parts of a process's life. */
    public enum Phase {
        /** It does not serve yet. */
        STARTING,
        /** It serves, as far as its checks let it. */
        SERVING,
        /** It finishes what it has, and ends. */
        DRAINING
    }

    /** Copies the checks. */
    public HealthReport {
        checks = List.copyOf(checks);
    }

    /** A process that checks nothing. */
    public static HealthReport of(Phase phase) {
        return new HealthReport(phase, phase == Phase.SERVING, List.of());
    }

    /** The same process, leaving. */
    public HealthReport leaving() {
        return new HealthReport(Phase.DRAINING, false, checks);
    }

    /** Why it is not ready: {@code starting}, {@code draining}, or the checks that keep it from it; empty when it is. */
    public String reason() {
        if (ready) {
            return "";
        }
        return switch (phase) {
            case STARTING -> "starting";
            case DRAINING -> "draining";
            case SERVING ->
                checks.stream()
                        .filter(check -> !check.up() && check.need() != Need.NEVER)
                        .map(Check::name)
                        .collect(Collectors.joining(", "));
        };
    }

    /**
     * Writes it as JSON: {@code {"status":"ready","checks":[{"name","status","need","since"}]}}; when it is not ready with
     * {@code "status":"not ready"}, its {@code reason} and an {@code error}, as every failed HTTP call has. A check that is
     * {@code DOWN} has a {@code reason}.
     */
    public String toJson() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("status", ready ? "ready" : "not ready");
            if (!ready) {
                json.writeStringField("reason", reason());
                json.writeObjectFieldStart("error");
                json.writeStringField("code", "UNAVAILABLE");
                json.writeStringField("message", "not ready: " + reason());
                json.writeEndObject();
            }
            json.writeArrayFieldStart("checks");
            for (Check check : checks) {
                write(json, check);
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator json, Check check) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", check.name());
        json.writeStringField("status", check.up() ? "UP" : "DOWN");
        if (!check.up()) {
            json.writeStringField("reason", check.reason());
        }
        json.writeStringField("need", check.need().name());
        json.writeStringField("since", check.since().toString());
        json.writeEndObject();
    }
}
