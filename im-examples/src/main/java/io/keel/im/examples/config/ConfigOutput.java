package io.keel.im.examples.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.keel.im.config.Setting;
import io.keel.im.spi.ConfigSnapshot;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Prints configurations, for people as a table or for programs as JSON, a line each. */
final class ConfigOutput {

    private static final JsonFactory JSON = new JsonFactory();

    private final PrintWriter out;
    private final boolean json;

    ConfigOutput(PrintWriter out, boolean json) {
        this.out = out;
        this.json = json;
    }

    /** Prints settings as they stand, and keys of no setting if all are asked for. */
    void show(ConfigSnapshot now, List<Setting> settings, boolean all) {
        List<String> strangers = new ArrayList<>();
        if (all) {
            now.values().keySet().stream()
                    .filter(key -> Setting.of(key).isEmpty())
                    .sorted()
                    .forEach(strangers::add);
        }
        if (json) {
            print(generator -> {
                generator.writeNumberField("revision", now.revision());
                generator.writeObjectFieldStart("settings");
                for (Setting setting : settings) {
                    generator.writeObjectFieldStart(setting.key());
                    String set = now.values().get(setting.key());
                    generator.writeStringField("value", set == null ? setting.byDefault() : set);
                    generator.writeBooleanField("set", set != null);
                    generator.writeStringField("default", setting.byDefault());
                    generator.writeStringField("expected", setting.expected());
                    generator.writeStringField("meaning", setting.meaning());
                    generator.writeEndObject();
                }
                generator.writeEndObject();
                generator.writeObjectFieldStart("unknown");
                for (String key : strangers) {
                    generator.writeStringField(key, now.values().get(key));
                }
                generator.writeEndObject();
            });
            return;
        }
        List<List<String>> rows = new ArrayList<>();
        for (Setting setting : settings) {
            String set = now.values().get(setting.key());
            rows.add(List.of(
                    setting.key(),
                    set == null ? "-" : set,
                    setting.byDefault(),
                    setting.expected(),
                    setting.meaning()));
        }
        strangers.forEach(key -> rows.add(
                List.of(key, String.valueOf(now.values().get(key)), "", "", "no setting: nobody looks at it")));
        table(List.of("KEY", "SET", "DEFAULT", "VALUES", "MEANING"), rows);
        out.println("revision " + now.revision());
        out.flush();
    }

    /** Prints which keys have changed. */
    void changes(ConfigSnapshot before, ConfigSnapshot now) {
        List<String> keys = new ArrayList<>(new TreeSet<>(before.values().keySet()));
        now.values().keySet().stream().filter(key -> !keys.contains(key)).forEach(keys::add);
        keys.removeIf(
                key -> Objects.equals(before.values().get(key), now.values().get(key)));
        keys.sort(null);
        if (json) {
            print(generator -> {
                generator.writeNumberField("revision", now.revision());
                generator.writeObjectFieldStart("changed");
                for (String key : keys) {
                    generator.writeObjectFieldStart(key);
                    generator.writeStringField("before", before.values().get(key));
                    generator.writeStringField("now", now.values().get(key));
                    generator.writeEndObject();
                }
                generator.writeEndObject();
            });
            return;
        }
        List<List<String>> rows = keys.stream()
                .map(key -> List.of(key, shown(before.values(), key), shown(now.values(), key)))
                .toList();
        if (!rows.isEmpty()) {
            table(List.of("KEY", "BEFORE", "NOW"), rows);
        }
        out.println("revision " + now.revision());
        out.flush();
    }

    private static String shown(Map<String, String> values, String key) {
        @Nullable String value = values.get(key);
        return value == null ? "-" : value;
    }

    private void table(List<String> head, List<List<String>> rows) {
        List<List<String>> lines = new ArrayList<>(rows);
        lines.add(0, head);
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int column = 0; column < line.size(); column++) {
                int at = column;
                int width = lines.stream()
                        .mapToInt(each -> each.get(at).length())
                        .max()
                        .orElse(0);
                String cell = line.get(column);
                boolean last = column == line.size() - 1;
                text.append(cell).append(last ? "" : " ".repeat(width - cell.length() + 2));
            }
            out.println(text.toString().stripTrailing());
        }
    }

    private void print(Body body) {
        StringWriter text = new StringWriter();
        try (JsonGenerator generator = JSON.createGenerator(text)) {
            generator.writeStartObject();
            body.write(generator);
            generator.writeEndObject();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
        out.println(text);
        out.flush();
    }

    /** Writes the members of an object. */
    private interface Body {
        void write(JsonGenerator generator) throws IOException;
    }
}
