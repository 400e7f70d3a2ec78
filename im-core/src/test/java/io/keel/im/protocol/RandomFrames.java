package io.keel.im.protocol;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Pong;
import io.keel.im.protocol.v1.ServerFrame;
import java.util.List;
import java.util.Random;

/** Makes frames with any body of the schema and any values in it. */
final class RandomFrames {

    private static final List<String> SNIPPETS = List.of(
            "a", "Z9", ".", "é", "你好", "😀", "\"", "\\", "/", "\n", "\t", "\u0000", "\u001F", "\u007F", "\u2028",
            "<&>'=");
    private static final long[] NUMBERS = {
        0, 1, 9, 10, 200, 201, -1, Integer.MAX_VALUE, 1L << 53, 999_999_999_999_999_999L, Long.MAX_VALUE, Long.MIN_VALUE
    };

    private final Random random;

    RandomFrames(Random random) {
        this.random = random;
    }

    /** A frame that a codec lets through: one body, and an id or none. */
    ClientFrame client() {
        ClientFrame.Builder frame = ClientFrame.newBuilder();
        fill(frame);
        if (frame.getBodyCase() == ClientFrame.BodyCase.BODY_NOT_SET) {
            frame.setPing(Ping.getDefaultInstance());
        }
        return random.nextBoolean()
                ? frame.setId(id()).build()
                : frame.clearId().build();
    }

    /** A frame that is nothing but a body. */
    ServerFrame server() {
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        fill(frame);
        if (frame.getBodyCase() == ServerFrame.BodyCase.BODY_NOT_SET) {
            frame.setPong(Pong.getDefaultInstance());
        }
        return frame.clearId().clearInboxSeq().build();
    }

    /** An id that a codec lets through. */
    String id() {
        StringBuilder id = new StringBuilder();
        int length = 1 + random.nextInt(64);
        while (id.codePointCount(0, id.length()) < length) {
            int point = random.nextInt(4) == 0 ? random.nextInt(0x110000) : random.nextInt(0x80);
            if (point < 0xD800 || point > 0xDFFF) {
                id.appendCodePoint(point);
            }
        }
        return id.toString();
    }

    private void fill(Message.Builder message) {
        List<FieldDescriptor> fields = message.getDescriptorForType().getFields();
        for (FieldDescriptor field : fields) {
            if (random.nextInt(fields.size()) < 12 && random.nextInt(4) > 0) {
                fill(message, field);
            }
        }
    }

    private void fill(Message.Builder message, FieldDescriptor field) {
        if (!field.isRepeated()) {
            message.setField(field, value(message, field));
            return;
        }
        int count = random.nextInt(4);
        for (int i = 0; i < count; i++) {
            Object value = value(message, field);
            if (!field.isMapField()) {
                message.addRepeatedField(field, value);
            } else if (message.getRepeatedFieldCount(field) == 0) {
                // A second entry might have the same key.
                message.addRepeatedField(field, value);
            }
        }
    }

    private Object value(Message.Builder parent, FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> text();
            case LONG -> number();
            case INT -> (int) number();
            case BOOLEAN -> random.nextBoolean();
            case BYTE_STRING -> bytes();
            case ENUM -> value(field.getEnumType());
            case MESSAGE -> {
                Message.Builder child = parent.newBuilderForField(field);
                if (field.isMapField()) {
                    child.getDescriptorForType().getFields().forEach(part -> child.setField(part, text()));
                } else {
                    fill(child);
                }
                yield child.build();
            }
            default -> throw new IllegalStateException(field.getFullName());
        };
    }

    private Object value(EnumDescriptor type) {
        return type.getValues().get(random.nextInt(type.getValues().size()));
    }

    private long number() {
        return random.nextBoolean() ? NUMBERS[random.nextInt(NUMBERS.length)] : random.nextLong() >> random.nextInt(64);
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        int parts = random.nextInt(6);
        for (int i = 0; i < parts; i++) {
            text.append(random.nextBoolean() ? "plain" : SNIPPETS.get(random.nextInt(SNIPPETS.size())));
        }
        return text.toString();
    }

    private ByteString bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return ByteString.copyFrom(bytes);
    }
}
