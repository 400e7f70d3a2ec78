package io.keel.im.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;
import com.google.protobuf.Message;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;

/** Writes messages in the canonical proto3 JSON mapping: defaults left out, 64-bit integers as strings, enums by name. */
final class JsonEncoder {

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private static final OneofDescriptor BODY =
            ServerFrame.getDescriptor().getRealOneofs().get(0);

    private final JsonGenerator out;

    private JsonEncoder(JsonGenerator out) {
        this.out = out;
    }

    /** Encodes a message as one object. */
    static byte[] encode(JsonShape shape, Message message) {
        return encode(json -> json.write(shape, message));
    }

    /** Encodes a frame that has a body and nothing else, as one object; the fields that it lacks cost nothing. */
    static byte[] encode(ServerFrame frame) {
        String body = frame.getOneofFieldDescriptor(BODY).getName();
        JsonShape.Field field = Objects.requireNonNull(JsonShape.SERVER_FRAME.field(body));
        return encode(json -> {
            json.out.writeStartObject();
            json.writeField(field, frame);
            json.out.writeEndObject();
        });
    }

    private static byte[] encode(Writing writing) {
        try (ByteArrayBuilder bytes = new ByteArrayBuilder(FACTORY._getBufferRecycler());
                JsonGenerator out = FACTORY.createGenerator(bytes)) {
            writing.to(new JsonEncoder(out));
            out.flush();
            return bytes.toByteArray();
        } catch (IOException neverInMemory) {
            throw new UncheckedIOException(neverInMemory);
        }
    }

    @FunctionalInterface
    private interface Writing {
        void to(JsonEncoder json) throws IOException;
    }

    private void write(JsonShape shape, Message message) throws IOException {
        if (message instanceof Sent sent) {
            MessageJson.write(sent, out);
        } else if (!(message instanceof io.keel.im.protocol.v1.Message said) || !MessageJson.writePlain(said, out)) {
            writeByTable(shape, message);
        }
    }

    private void writeByTable(JsonShape shape, Message message) throws IOException {
        out.writeStartObject();
        for (JsonShape.Field field : shape.fields()) {
            writeField(field, message);
        }
        out.writeEndObject();
    }

    private void writeField(JsonShape.Field field, Message message) throws IOException {
        FieldDescriptor descriptor = field.descriptor();
        if (descriptor.isRepeated()) {
            if (message.getRepeatedFieldCount(descriptor) == 0) {
                return;
            }
            out.writeFieldName(descriptor.getName());
            List<?> values = (List<?>) message.getField(descriptor);
            if (descriptor.isMapField()) {
                writeMap(descriptor, values);
            } else {
                writeList(field, values);
            }
        } else if (message.hasField(descriptor)) {
            out.writeFieldName(descriptor.getName());
            writeValue(field, message.getField(descriptor));
        }
    }

    private void writeList(JsonShape.Field field, List<?> values) throws IOException {
        out.writeStartArray();
        for (Object value : values) {
            writeValue(field, value);
        }
        out.writeEndArray();
    }

    private void writeMap(FieldDescriptor map, List<?> entries) throws IOException {
        FieldDescriptor key = map.getMessageType().findFieldByNumber(1);
        FieldDescriptor value = map.getMessageType().findFieldByNumber(2);
        out.writeStartObject();
        for (Object entry : entries) {
            Message pair = (Message) entry;
            out.writeFieldName((String) pair.getField(key));
            writeScalar(value, pair.getField(value));
        }
        out.writeEndObject();
    }

    private void writeValue(JsonShape.Field field, Object value) throws IOException {
        JsonShape shape = field.shape();
        if (shape == null) {
            writeScalar(field.descriptor(), value);
        } else {
            write(shape, (Message) value);
        }
    }

    private void writeScalar(FieldDescriptor field, Object value) throws IOException {
        switch (field.getJavaType()) {
            case STRING -> out.writeString((String) value);
            case LONG -> out.writeString(Long.toString((Long) value));
            case INT -> out.writeNumber((Integer) value);
            case BOOLEAN -> out.writeBoolean((Boolean) value);
            case BYTE_STRING -> out.writeBinary(((ByteString) value).toByteArray());
            case ENUM -> writeName((EnumValueDescriptor) value);
            default -> throw new IllegalStateException(field.getFullName() + " is of a type that frames do not use");
        }
    }

    private void writeName(EnumValueDescriptor value) throws IOException {
        if (value.getIndex() < 0) {
            // Not in the schema that this program knows; the mapping has the number in such a case.
            out.writeNumber(value.getNumber());
        } else {
            out.writeString(value.getName());
        }
    }
}
