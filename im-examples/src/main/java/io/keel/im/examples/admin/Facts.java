package io.keel.im.examples.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What there is to tell of one thing: a line each, or an object. A fact may be rows of its own. */
final class Facts implements Shown {

    private final List<Fact> facts = new ArrayList<>();

    private record Fact(String key, @Nullable Object value) {}

    /** Adds a fact; what is rows, or facts, stands by itself. */
    Facts with(String key, @Nullable Object value) {
        facts.add(new Fact(key, value));
        return this;
    }

    @Override
    public void text(PrintWriter out) {
        int width = facts.stream()
                .filter(fact -> !(fact.value() instanceof Shown))
                .mapToInt(fact -> title(fact.key()).length())
                .max()
                .orElse(0);
        for (Fact fact : facts) {
            if (fact.value() instanceof Shown nested) {
                out.println();
                nested.text(out);
            } else {
                String title = title(fact.key());
                out.println(title + " ".repeat(width - title.length()) + "  " + Cells.text(fact.value()));
            }
        }
    }

    @Override
    public void json(JsonGenerator json) throws IOException {
        json.writeStartObject();
        for (Fact fact : facts) {
            json.writeFieldName(fact.key());
            if (fact.value() instanceof Shown nested) {
                nested.json(json);
            } else {
                Cells.json(json, fact.value());
            }
        }
        json.writeEndObject();
    }

    private static String title(String key) {
        return key.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT);
    }
}
