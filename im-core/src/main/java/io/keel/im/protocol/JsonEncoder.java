package io.keel.im.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;

/** Writes messages in the canonical proto3 JSON mapping: defaults left out, 64-bit integers as strings, enums by name. */
final class JsonEncoder {

    private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);

    private static final OneofDescriptor BODY =
            ServerFrame.getDescriptor().getRealOneofs().get(0);

    private final JsonBuffer out;

    JsonEncoder(JsonBuffer out) {
        this.out = out;
    }

    /** Writes a message as one object. */
    void write(JsonShape shape, Message message) {
        if (message instanceof io.keel.im.protocol.v1.Message said) {
            MessageJson.write(said, out);
        } else if (message instanceof Sent sent) {
            MessageJson.write(sent, out);
        } else {
            writeByTable(shape, message);
        }
    }

    /** Writes the body of a frame that has nothing else: what follows the opening brace, to the frame's end. */
    void writeBody(ServerFrame frame) {
        FieldDescriptor body = frame.getOneofFieldDescriptor(BODY);
        writeField(Objects.requireNonNull(JsonShape.SERVER_FRAME.field(body.getName())), frame);
        out.close('}');
    }

    /** Writes a message of any type. */
    void writeByTable(JsonShape shape, Message message) {
        out.raw('{');
        for (JsonShape.Field field : shape.fields()) {
            writeField(field, message);
        }
        out.close('}');
    }

    private void writeField(JsonShape.Field field, Message message) {
        FieldDescriptor descriptor = field.descriptor();
        if (descriptor.isRepeated()) {
            if (message.getRepeatedFieldCount(descriptor) == 0) {
                return;
            }
            out.raw(field.key());
            List<?> values = (List<?>) message.getField(descriptor);
            if (descriptor.isMapField()) {
                writeMap(descriptor, values);
            } else {
                writeList(field, values);
            }
        } else if (message.hasField(descriptor)) {
            out.raw(field.key());
            writeValue(field, message.getField(descriptor));
        } else {
            return;
        }
        out.raw(',');
    }

    private void writeList(JsonShape.Field field, List<?> values) {
        out.raw('[');
        for (Object value : values) {
            writeValue(field, value);
            out.raw(',');
        }
        out.close(']');
    }

    private void writeMap(FieldDescriptor map, List<?> entries) {
        FieldDescriptor key = map.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = map.getMessageType().findFieldByNumber(2);
        out.raw('{');
        for (Object entry : entries) {
            Message pair = (Message) entry;
            out.string((String) pair.getField(key));
            out.raw(':');
            writeScalar(value, pair.getField(value));
            out.raw(',');
        }
        out.close('}');
    }

    private void writeValue(JsonShape.Field field, Object value) {
        JsonShape shape = field.shape();
        if (shape == null) {
            writeScalar(field.descriptor(), value);
        } else {
            write(shape, (Message) value);
        }
    }

    private void writeScalar(FieldDescriptor field, Object value) {
        switch (field.getJavaType()) {
            case STRING -> out.string((String) value);
            case LONG -> {
                out.raw('"');
                out.number((Long) value);
                out.raw('"');
            }
            case INT -> out.number((Integer) value);
            case BOOLEAN -> out.raw((Boolean) value ? TRUE : FALSE);
            case BYTE_STRING -> out.base64((ByteString) value);
            case ENUM -> writeName((EnumValueDescriptor) value);
            default -> throw new IllegalStateException(field.getFullName() + " is of a type that frames do not use");
        }
    }

    private void writeName(EnumValueDescriptor value) {
        if (value.getIndex() < 0) {
            // Not in the schema that this program knows; the mapping has the number in such a case.
            out.number(value.getNumber());
        } else {
            out.string(value.getName());
        }
    }
}
