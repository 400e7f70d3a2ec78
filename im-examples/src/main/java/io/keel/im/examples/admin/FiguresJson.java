package io.keel.im.examples.admin;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.keel.im.examples.role.Services;
import io.keel.im.transport.kafka.BusLag;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;

/** Makes of one reading after the other what the page shows. Used by one thread. */
final class FiguresJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final Rate messages = new Rate();
    private final Rate pushes = new Rate();
    private final Rate refusals = new Rate();
    /** By name, in the order in which the page shows them. */
    private final Map<String, Trend> trends = new LinkedHashMap<>();

    /**
     * Writes a reading.
     *
     * @param nanos when it was made, by a monotonic clock
     */
    String of(Reading reading, long nanos) {
        List<Node> nodes = reading.nodes().orElse(List.of());
        note("connections", sum(nodes, "im_connections"));
        note("messagesPerSecond", messages.next(counters(nodes, "im_stored_messages_total"), nanos));
        note("pushesPerSecond", pushes.next(counters(nodes, "im_pushed_frames_total"), nanos));
        note("refusedPerSecond", refusals.next(counters(nodes, "im_refused_total"), nanos));
        List<BusLag.Position> positions = reading.positions().orElse(List.of());
        note("waiting", positions.stream().mapToLong(BusLag.Position::lag).sum());
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("at", reading.at().toString());
            json.writeNumberField("everyMillis", Figures.EVERY.toMillis());
            json.writeBooleanField(
                    "etcd",
                    reading.nodes().isPresent() && reading.configuration().isPresent());
            json.writeBooleanField("kafka", reading.positions().isPresent());
            OptionalLong keys = reading.configuration();
            json.writeFieldName("configuredKeys");
            Cells.json(json, keys.isPresent() ? keys.getAsLong() : null);
            trends(json);
            json.writeArrayFieldStart("missingRoles");
            for (String role : missing(reading)) {
                json.writeString(role);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("nodes");
            for (Node node : nodes) {
                node(json, node, reading);
            }
            json.writeEndArray();
            json.writeArrayFieldStart("groups");
            groups(json, positions);
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    /** Roles of which no process stands in the registry; none while that is not known. */
    private static List<String> missing(Reading reading) {
        return reading.nodes()
                .map(nodes -> Services.ALL.stream()
                        .filter(role -> nodes.stream()
                                .noneMatch(node -> node.instance().service().equals(role)))
                        .toList())
                .orElse(List.of());
    }

    private void note(String name, double value) {
        trends.computeIfAbsent(name, first -> new Trend()).add(value);
    }

    private void trends(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("trends");
        for (Map.Entry<String, Trend> trend : trends.entrySet()) {
            json.writeArrayFieldStart(trend.getKey());
            for (double value : trend.getValue().values()) {
                json.writeNumber(Math.round(value * 10) / 10.0);
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    private static void node(JsonGenerator json, Node node, Reading reading) throws IOException {
        json.writeStartObject();
        json.writeStringField("role", node.instance().service());
        json.writeStringField("name", node.name());
        json.writeStringField("instance", node.instance().id());
        json.writeStringField("health", node.health().name());
        json.writeStringField("reason", node.reason());
        json.writeFieldName("version");
        Cells.json(json, node.version());
        json.writeFieldName("uptimeSeconds");
        Cells.json(json, node.uptime(reading.at()));
        json.writeFieldName("connections");
        Cells.json(json, node.connections());
        json.writeFieldName("configRevision");
        Cells.json(json, node.configRevision());
        json.writeObjectFieldStart("breakers");
        for (Map.Entry<String, String> breaker : node.breakers().entrySet()) {
            json.writeStringField(breaker.getKey(), breaker.getValue());
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    /** A group's partitions are one line on the page: what waits in all of them, and in how many. */
    private static void groups(JsonGenerator json, List<BusLag.Position> positions) throws IOException {
        Map<String, List<BusLag.Position>> byGroup = new LinkedHashMap<>();
        for (BusLag.Position position : positions) {
            byGroup.computeIfAbsent(position.group(), first -> new ArrayList<>())
                    .add(position);
        }
        for (Map.Entry<String, List<BusLag.Position>> group : byGroup.entrySet()) {
            json.writeStartObject();
            json.writeStringField("group", group.getKey());
            json.writeStringField("topic", group.getValue().get(0).topic());
            json.writeNumberField("partitions", group.getValue().size());
            json.writeNumberField(
                    "behind",
                    group.getValue().stream().filter(each -> each.lag() > 0).count());
            json.writeNumberField(
                    "waiting",
                    group.getValue().stream().mapToLong(BusLag.Position::lag).sum());
            json.writeNumberField(
                    "handled",
                    group.getValue().stream()
                            .mapToLong(BusLag.Position::handled)
                            .sum());
            json.writeEndObject();
        }
    }

    private static double sum(List<Node> nodes, String name) {
        return counters(nodes, name).values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }

    private static Map<String, Double> counters(List<Node> nodes, String name) {
        Map<String, Double> counters = new HashMap<>();
        for (Node node : nodes) {
            node.figures().ifPresent(figures -> {
                OptionalDouble value = figures.sum(name);
                if (value.isPresent()) {
                    counters.put(node.instance().id(), value.getAsDouble());
                }
            });
        }
        return counters;
    }
}
