package io.keel.im.examples.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Rows of one kind: a table whose columns are as wide as they have to be, or a list of objects. */
final class Sheet implements Shown {

    private static final String GAP = "  ";

    private final String[] keys;
    private final String none;
    private final List<@Nullable Object[]> rows = new ArrayList<>();

    /**
     * Makes one without rows.
     *
     * @param none what is printed in the place of a table without rows
     * @param keys the names of the columns, as JSON has them
     */
    Sheet(String none, String... keys) {
        this.none = none;
        this.keys = keys;
    }

    /** Adds a row, a cell for each column. */
    Sheet row(@Nullable Object... cells) {
        if (cells.length != keys.length) {
            throw new IllegalArgumentException("cells: " + cells.length + " (expected: " + keys.length + ")");
        }
        rows.add(cells);
        return this;
    }

    boolean isEmpty() {
        return rows.isEmpty();
    }

    @Override
    public void text(PrintWriter out) {
        if (rows.isEmpty()) {
            out.println(none);
            return;
        }
        List<String[]> lines = new ArrayList<>();
        lines.add(Arrays.stream(keys).map(Sheet::title).toArray(String[]::new));
        rows.forEach(row -> lines.add(Arrays.stream(row).map(Cells::text).toArray(String[]::new)));
        int[] widths = new int[keys.length];
        for (String[] line : lines) {
            for (int i = 0; i < line.length; i++) {
                widths[i] = Math.max(widths[i], line[i].length());
            }
        }
        for (String[] line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < line.length; i++) {
                String padding = " ".repeat(widths[i] - line[i].length());
                text.append(i == 0 ? "" : GAP).append(isNumeric(i) ? padding + line[i] : line[i] + padding);
            }
            out.println(text.toString().stripTrailing());
        }
    }

    @Override
    public void json(JsonGenerator json) throws IOException {
        json.writeStartArray();
        for (@Nullable Object[] row : rows) {
            json.writeStartObject();
            for (int i = 0; i < keys.length; i++) {
                json.writeFieldName(keys[i]);
                Cells.json(json, row[i]);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    /** Numbers stand at the right, so that one sees which is larger. */
    private boolean isNumeric(int column) {
        return rows.stream().allMatch(row -> row[column] == null || row[column] instanceof Number)
                && rows.stream().anyMatch(row -> row[column] != null);
    }

    /** {@code keptAt} becomes {@code KEPT AT}; a span's unit, which is for programs, is left out. */
    private static String title(String key) {
        String name = key.endsWith("Seconds") ? key.substring(0, key.length() - "Seconds".length()) : key;
        return name.replaceAll("([a-z])([A-Z])", "$1 $2").toUpperCase(Locale.ROOT);
    }
}
