package io.keel.im.examples.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * How values are shown. Text: times to the second and in UTC, spans in their two largest units, what is not known as a dash. JSON: times
 * as ISO 8601, spans as seconds, what is not known as {@code null}.
 */
final class Cells {

    private Cells() {}

    static String text(@Nullable Object value) {
        if (value == null) {
            return "-";
        } else if (value instanceof Instant time) {
            return time.truncatedTo(ChronoUnit.SECONDS).toString();
        } else if (value instanceof Duration span) {
            return span(span);
        } else if (value instanceof Boolean flag) {
            return flag ? "yes" : "no";
        }
        return printable(value.toString());
    }

    static void json(JsonGenerator json, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNull();
        } else if (value instanceof Instant time) {
            json.writeString(time.toString());
        } else if (value instanceof Duration span) {
            json.writeNumber(span.toSeconds());
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else if (value instanceof Long || value instanceof Integer) {
            json.writeNumber(((Number) value).longValue());
        } else {
            json.writeString(value.toString());
        }
    }

    private static String span(Duration span) {
        if (span.toDays() > 0) {
            return span.toDays() + "d " + span.toHoursPart() + "h";
        } else if (span.toHours() > 0) {
            return span.toHours() + "h " + span.toMinutesPart() + "m";
        } else if (span.toMinutes() > 0) {
            return span.toMinutes() + "m " + span.toSecondsPart() + "s";
        }
        return span.toSeconds() + "s";
    }

    /** What others have named must not move the cursor of whoever looks at it. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
