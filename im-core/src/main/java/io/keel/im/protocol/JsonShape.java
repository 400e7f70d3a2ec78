package io.keel.im.protocol;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a message of the schema stands in JSON: its fields by name and in the order of their numbers. Made once from the
 * descriptors; a new field or frame of the schema needs no code.
 */
final class JsonShape {

    static final JsonShape CLIENT_FRAME;
    static final JsonShape SERVER_FRAME;

    static {
        Map<Descriptor, JsonShape> known = new HashMap<>();
        CLIENT_FRAME = of(ClientFrame.getDescriptor(), known);
        SERVER_FRAME = of(ServerFrame.getDescriptor(), known);
    }

    private final Map<String, Field> byName;
    private final List<Field> fields;

    private JsonShape(List<Field> fields) {
        Map<String, Field> names = new HashMap<>();
        for (Field field : fields) {
            names.put(field.descriptor().getName(), field);
            names.put(field.descriptor().getJsonName(), field);
        }
        this.byName = Map.copyOf(names);
        this.fields = List.copyOf(fields);
    }

    /** Finds a field; null when the schema has none of that name. */
    @Nullable
    Field field(String name) {
        return byName.get(name);
    }

    /** All fields, by number. */
    List<Field> fields() {
        return fields;
    }

    private static JsonShape of(Descriptor descriptor, Map<Descriptor, JsonShape> known) {
        JsonShape ready = known.get(descriptor);
        if (ready != null) {
            return ready;
        }
        List<Field> fields = new ArrayList<>();
        for (FieldDescriptor field : descriptor.getFields()) {
            boolean message = field.getJavaType() == FieldDescriptor.JavaType.MESSAGE && !field.isMapField();
            fields.add(new Field(field, fields.size(), message ? of(field.getMessageType(), known) : null));
        }
        JsonShape shape = new JsonShape(fields);
        known.put(descriptor, shape);
        return shape;
    }

    /**
     * A field of a message.
     *
     * @param descriptor the schema's
     * @param index its place in the message, at most 63
     * @param shape of a field that holds messages, theirs; null otherwise
     */
    record Field(
            FieldDescriptor descriptor, int index, @Nullable JsonShape shape) {}
}
