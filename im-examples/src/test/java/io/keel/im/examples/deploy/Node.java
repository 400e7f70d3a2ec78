package io.keel.im.examples.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A place in a document: a mapping, a list, a scalar, or nothing. Asking for what is not there gives nothing, so that a check reads as
 * what it looks for.
 *
 * @param value what is there
 */
record Node(@Nullable Object value) {

    static final Node NOTHING = new Node(null);

    /** Reads all documents of a text in YAML, aliases and merges taken in. */
    static List<Node> documents(String text) {
        List<Node> documents = new ArrayList<>();
        for (Object document : new Load(LoadSettings.builder().build()).loadAllFromString(text)) {
            if (document != null) {
                documents.add(new Node(merged(document)));
            }
        }
        return documents;
    }

    Node at(String... keys) {
        @Nullable Object here = value;
        for (String key : keys) {
            here = here instanceof Map<?, ?> map ? map.get(key) : null;
        }
        return new Node(here);
    }

    boolean isThere() {
        return value != null;
    }

    /** The scalar as text; empty for what is none. */
    String text() {
        return value == null || value instanceof Map || value instanceof List ? "" : value.toString();
    }

    List<Node> items() {
        return value instanceof List<?> list ? list.stream().map(Node::new).toList() : List.of();
    }

    List<String> texts() {
        return items().stream().map(Node::text).toList();
    }

    Map<String, Node> entries() {
        Map<String, Node> entries = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, each) -> entries.put(String.valueOf(key), new Node(each)));
        }
        return entries;
    }

    /** The scalars of a mapping as texts. */
    Map<String, String> scalars() {
        Map<String, String> scalars = new TreeMap<>();
        entries().forEach((key, each) -> scalars.put(key, each.text()));
        return scalars;
    }

    /** This place and all below it. */
    Stream<Node> all() {
        Stream<Node> below = value instanceof Map ? entries().values().stream() : items().stream();
        return Stream.concat(Stream.of(this), below.flatMap(Node::all));
    }

    private static Object merged(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(each -> each == null ? "" : merged(each)).toList();
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, @Nullable Object> result = new LinkedHashMap<>();
        Object merges = map.get("<<");
        List<?> sources = merges instanceof List<?> several ? several : merges == null ? List.of() : List.of(merges);
        for (Object source : sources) {
            if (merged(source) instanceof Map<?, ?> from) {
                from.forEach(result::putIfAbsent);
            }
        }
        map.forEach((key, each) -> {
            if (!"<<".equals(key)) {
                result.put(key, each == null ? null : merged(each));
            }
        });
        return result;
    }
}
