package io.keel.im.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Reads single values by the rules of the proto3 JSON mapping; null stands for a value of the wrong type. */
final class JsonScalars {

    /** No 64-bit integer needs more; what is longer is not worth the arithmetic. */
    private static final int MAX_NUMBER_LENGTH = 64;

    private JsonScalars() {}

    /** Reads the value that the parser stands at as one of {@code field}'s type, as a message builder takes it. */
    static @Nullable Object read(JsonParser in, FieldDescriptor field) throws IOException {
        return switch (field.getJavaType()) {
            case STRING -> text(in);
            case LONG -> integer(in);
            case INT -> {
                Long value = integer(in);
                yield value == null || value != value.intValue() ? null : (Object) value.intValue();
            }
            case BOOLEAN -> bool(in.currentToken());
            case BYTE_STRING -> bytes(in);
            case ENUM -> name(in, field.getEnumType());
            default -> throw new IllegalStateException(field.getFullName() + " is of a type that frames do not use");
        };
    }

    /** Says what {@link #read} expects. */
    static String expected(FieldDescriptor field) {
        return switch (field.getJavaType()) {
            case STRING -> "a string of valid Unicode";
            case LONG, INT -> "an integer";
            case BOOLEAN -> "true or false";
            case BYTE_STRING -> "base64";
            case ENUM -> "one of the names that the schema lists";
            default -> "an object";
        };
    }

    /** Tells whether every surrogate in {@code text} has its other half. */
    static boolean isUnicode(String text) {
        int length = text.length();
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                if (Character.isLowSurrogate(c) || i + 1 == length || !Character.isLowSurrogate(text.charAt(i + 1))) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static @Nullable String text(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return null;
        }
        String text = in.getText();
        return isUnicode(text) ? text : null;
    }

    private static @Nullable Long integer(JsonParser in) throws IOException {
        JsonToken token = in.currentToken();
        if (token != JsonToken.VALUE_NUMBER_INT
                && token != JsonToken.VALUE_NUMBER_FLOAT
                && token != JsonToken.VALUE_STRING) {
            return null;
        }
        String text = in.getText();
        return text.length() > MAX_NUMBER_LENGTH || !isNumber(text) ? null : integer(text);
    }

    private static @Nullable Long integer(String number) {
        try {
            // 1.0 and 1e2 are integers, too; a fraction and what passes 64 bits are not.
            return new BigDecimal(number).longValueExact();
        } catch (ArithmeticException | NumberFormatException e) {
            return null;
        }
    }

    /** Bars what Java's own parsers take and JSON does not: a plus sign, other scripts' digits. */
    private static boolean isNumber(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean digit = c >= '0' && c <= '9';
            boolean other = i > 0 && (c == '.' || c == 'e' || c == 'E' || c == '+');
            if (!digit && !other && c != '-') {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Boolean bool(@Nullable JsonToken token) {
        if (token == JsonToken.VALUE_TRUE) {
            return true;
        }
        return token == JsonToken.VALUE_FALSE ? false : null;
    }

    private static @Nullable ByteString bytes(JsonParser in) throws IOException {
        if (in.currentToken() != JsonToken.VALUE_STRING) {
            return null;
        }
        String text = in.getText();
        boolean url = text.indexOf('-') >= 0 || text.indexOf('_') >= 0;
        try {
            return ByteString.copyFrom((url ? Base64.getUrlDecoder() : Base64.getDecoder()).decode(text));
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static @Nullable Object name(JsonParser in, EnumDescriptor type) throws IOException {
        if (in.currentToken() == JsonToken.VALUE_STRING) {
            return type.findValueByName(in.getText());
        }
        Long number = in.currentToken() == JsonToken.VALUE_NUMBER_INT ? integer(in) : null;
        return number == null || number != number.intValue() ? null : type.findValueByNumber(number.intValue());
    }
}
