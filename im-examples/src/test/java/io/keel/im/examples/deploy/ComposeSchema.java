package io.keel.im.examples.deploy;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** The schema of the Compose Specification: see {@code NOTICE} for where it is from. */
final class ComposeSchema {

    private ComposeSchema() {}

    /** What is not so as the schema has it. */
    static List<String> findings(Node file) {
        try (Reader text = new InputStreamReader(
                Objects.requireNonNull(ComposeSchema.class.getResourceAsStream("/compose-spec.json")),
                StandardCharsets.UTF_8)) {
            JsonElement json = JsonParser.parseReader(text);
            withoutNames(json);
            Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                    .getSchema(json.toString(), InputFormat.JSON);
            return schema.validate(new Gson().toJson(file.value()), InputFormat.JSON).stream()
                    .map(error -> "schema: " + error.getInstanceLocation() + ": " + error.getMessage())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its parts bear names in the way of drafts before the one that it declares; nothing refers to them. */
    private static void withoutNames(JsonElement json) {
        if (json.isJsonArray()) {
            json.getAsJsonArray().forEach(ComposeSchema::withoutNames);
        } else if (json.isJsonObject()) {
            JsonElement id = json.getAsJsonObject().get("id");
            if (id != null && id.isJsonPrimitive()) {
                json.getAsJsonObject().remove("id");
            }
            json.getAsJsonObject().entrySet().forEach(each -> withoutNames(each.getValue()));
        }
    }
}
