package io.keel.im.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object into a message builder. A field that is wrong does not end it: the first problem is kept and the
 * rest is read on, so that an id which comes later is still found and text that is no JSON at all is still told apart.
 */
final class JsonDecoder {

    private static final int MAX_PATH_LENGTH = 100;

    private final JsonParser in;
    private @Nullable String problem;

    /** Reads from a parser that stands at the start of an object. */
    JsonDecoder(JsonParser in) {
        this.in = in;
    }

    /** The first thing that was wrong; null when all was well. */
    @Nullable
    String problem() {
        return problem;
    }

    /**
     * Reads the object to its end.
     *
     * @throws IOException if the text is not JSON
     */
    void read(JsonShape shape, Message.Builder target) throws IOException {
        long seen = 0;
        while (in.nextToken() != JsonToken.END_OBJECT) {
            JsonShape.Field field = shape.field(in.currentName());
            in.nextToken();
            if (field == null) {
                ignore();
                continue;
            }
            long bit = 1L << field.index();
            if ((seen & bit) != 0) {
                refuse("given twice");
                target.clearField(field.descriptor());
            } else if (in.currentToken() != JsonToken.VALUE_NULL) {
                readField(field, target);
            }
            seen |= bit;
        }
    }

    /** Skips a field that the schema does not have; text that is no Unicode is not let pass even there. */
    private void ignore() throws IOException {
        int depth = 0;
        JsonToken token = in.currentToken();
        while (true) {
            if (token == JsonToken.VALUE_STRING && !JsonScalars.isUnicode(in.getText())) {
                refuse("wrong type (expected: valid Unicode)");
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
            if (depth == 0) {
                return;
            }
            token = in.nextToken();
        }
    }

    private void readField(JsonShape.Field field, Message.Builder target) throws IOException {
        FieldDescriptor descriptor = field.descriptor();
        OneofDescriptor oneof = descriptor.getRealContainingOneof();
        if (descriptor.isMapField()) {
            readMap(descriptor, target);
        } else if (descriptor.isRepeated()) {
            readList(field, target);
        } else if (oneof != null && target.hasOneof(oneof)) {
            refuse("one of several (expected: exactly one)");
        } else {
            Object value = readValue(field, target);
            if (value != null) {
                target.setField(descriptor, value);
            }
        }
    }

    private void readList(JsonShape.Field field, Message.Builder target) throws IOException {
        if (in.currentToken() != JsonToken.START_ARRAY) {
            refuse("wrong type (expected: an array)");
            return;
        }
        while (in.nextToken() != JsonToken.END_ARRAY) {
            Object value = readValue(field, target);
            if (value != null) {
                target.addRepeatedField(field.descriptor(), value);
            }
        }
    }

    private void readMap(FieldDescriptor map, Message.Builder target) throws IOException {
        if (in.currentToken() != JsonToken.START_OBJECT) {
            refuse("wrong type (expected: an object)");
            return;
        }
        FieldDescriptor valueField = map.getMessageType().findFieldByNumber(2);
        Set<String> keys = new HashSet<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String key = in.currentName();
            in.nextToken();
            Object value = JsonScalars.read(in, valueField);
            if (value == null || !JsonScalars.isUnicode(key)) {
                refuse("wrong type (expected: " + JsonScalars.expected(valueField) + ")");
            } else if (!keys.add(key)) {
                refuse("given twice");
            } else {
                Message.Builder entry = target.newBuilderForField(map);
                entry.setField(map.getMessageType().findFieldByNumber(1), key);
                entry.setField(valueField, value);
                target.addRepeatedField(map, entry.build());
            }
        }
    }

    /** Returns null when the value is refused. */
    private @Nullable Object readValue(JsonShape.Field field, Message.Builder target) throws IOException {
        JsonShape shape = field.shape();
        if (shape != null && in.currentToken() == JsonToken.START_OBJECT) {
            Message.Builder child = target.newBuilderForField(field.descriptor());
            read(shape, child);
            return child.build();
        }
        Object value = shape == null ? JsonScalars.read(in, field.descriptor()) : null;
        if (value == null) {
            refuse("wrong type (expected: " + JsonScalars.expected(field.descriptor()) + ")");
        }
        return value;
    }

    /** Notes what is wrong with the current value and skips it. */
    private void refuse(String what) throws IOException {
        if (problem == null) {
            problem = path() + ": " + what;
        }
        in.skipChildren();
    }

    /** Names the current value as its sender would: below the body, with dots. */
    private String path() {
        String pointer = in.getParsingContext().pathAsPointer().toString().substring(1);
        String path = pointer.substring(pointer.indexOf('/') + 1).replace('/', '.');
        if (path.length() <= MAX_PATH_LENGTH) {
            return path;
        }
        boolean amidPair = Character.isHighSurrogate(path.charAt(MAX_PATH_LENGTH - 1));
        return path.substring(0, amidPair ? MAX_PATH_LENGTH - 1 : MAX_PATH_LENGTH) + '…';
    }
}
