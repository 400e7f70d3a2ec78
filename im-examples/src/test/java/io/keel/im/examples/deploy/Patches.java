package io.keel.im.examples.deploy;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Changes of resources, as kustomize makes them. */
final class Patches {

    private Patches() {}

    /** A copy of a mapping that may be changed, all of it. */
    @SuppressWarnings("unchecked") // A copy of a mapping is one.
    static Map<String, @Nullable Object> copy(Node mapping) {
        return (Map<String, @Nullable Object>) Objects.requireNonNull(copied(mapping.value()));
    }

    private static @Nullable Object copied(@Nullable Object value) {
        if (value instanceof List<?> list) {
            List<@Nullable Object> copy = new ArrayList<>();
            list.forEach(each -> copy.add(copied(each)));
            return copy;
        }
        if (value instanceof Map<?, ?> map) {
            Map<String, @Nullable Object> copy = new LinkedHashMap<>();
            map.forEach((key, each) -> copy.put(String.valueOf(key), copied(each)));
            return copy;
        }
        return value;
    }

    /** Merges mappings into each other, lists whose items have names by these; everything else is replaced. */
    @SuppressWarnings("unchecked") // What was copied above has these types.
    static void merge(Map<String, @Nullable Object> into, Map<String, ?> from) {
        from.forEach((key, value) -> {
            @Nullable Object old = into.get(key);
            if (old instanceof Map && value instanceof Map) {
                merge((Map<String, @Nullable Object>) old, (Map<String, ?>) value);
            } else if (old instanceof List
                    && value instanceof List<?> items
                    && items.stream().allMatch(Patches::isNamed)) {
                items.forEach(item -> mergeItem((List<Object>) old, (Map<String, ?>) item));
            } else {
                into.put(key, value);
            }
        });
    }

    private static boolean isNamed(@Nullable Object item) {
        return item instanceof Map<?, ?> map && map.containsKey("name");
    }

    @SuppressWarnings("unchecked") // An item that has a name is a mapping.
    private static void mergeItem(List<Object> into, Map<String, ?> item) {
        for (Object old : into) {
            if (old instanceof Map<?, ?> map && String.valueOf(item.get("name")).equals(map.get("name"))) {
                merge((Map<String, @Nullable Object>) map, item);
                return;
            }
        }
        into.add(item);
    }

    /** Replaces what stands at a JSON pointer; tells what is wrong if nothing does. */
    @SuppressWarnings("unchecked") // What was copied above has these types.
    static Optional<String> replace(Map<String, @Nullable Object> resource, Node operation) {
        String path = operation.at("path").text();
        String[] steps = path.substring(1).split("/", -1);
        @Nullable Object here = resource;
        for (int i = 0; i < steps.length - 1 && here != null; i++) {
            String step = steps[i].replace("~1", "/");
            here = here instanceof List<?> list
                    ? list.get(Integer.parseInt(step))
                    : new Node(here).at(step).value();
        }
        String last = steps[steps.length - 1].replace("~1", "/");
        if (!operation.at("op").text().equals("replace")
                || !(here instanceof Map<?, ?> map)
                || !map.containsKey(last)) {
            return Optional.of(operation.at("op").text() + ": nothing at " + path);
        }
        ((Map<String, @Nullable Object>) map).put(last, operation.at("value").value());
        return Optional.empty();
    }

    /** Replaces an image wherever it is named; returns how often it was. */
    @SuppressWarnings("unchecked") // What was copied above has these types.
    static int replaceImage(List<Map<String, @Nullable Object>> resources, String name, String by) {
        AtomicInteger count = new AtomicInteger();
        resources.forEach(resource -> new Node(resource).all().forEach(place -> {
            if (place.value() instanceof Map<?, ?> map && name.equals(map.get("image"))) {
                ((Map<String, @Nullable Object>) map).put("image", by);
                count.incrementAndGet();
            }
        }));
        return count.get();
    }
}
