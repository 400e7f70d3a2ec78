package io.keel.im.protocol;

import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/** Names in a JSON text that escape one half of a surrogate pair: no valid Unicode, and JSON all the same. */
final class BrokenNames {

    /** What is wrong with a text that has one. */
    static final String EXPECTED = "a name: malformed (expected: valid Unicode)";

    /** As long as what it replaces, so that nothing moves. */
    private static final String REPLACEMENT = "\\ufffd";

    private static final int ESCAPE = REPLACEMENT.length();

    private BrokenNames() {}

    /** Returns the text with U+FFFD in place of such halves; null when no name has one. Values stay as they are. */
    static @Nullable String mend(String text) {
        char[] json = text.toCharArray();
        boolean mended = false;
        for (int at = 0; at < json.length; at++) {
            if (json[at] == '"') {
                int end = end(json, at + 1);
                if (isName(json, end)) {
                    mended |= mend(json, at + 1, end);
                }
                at = end;
            }
        }
        return mended ? new String(json) : null;
    }

    /** Returns where the quote is that ends a string. */
    private static int end(char[] json, int from) {
        int at = from;
        while (at < json.length && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return at;
    }

    /** Tells whether the string that ends here names a field. */
    private static boolean isName(char[] json, int end) {
        int at = end + 1;
        while (at < json.length && json[at] <= ' ') {
            at++;
        }
        return at < json.length && json[at] == ':';
    }

    private static boolean mend(char[] json, int from, int to) {
        boolean mended = false;
        int at = from;
        while (at < to) {
            int unit = escaped(json, at, to);
            if (unit < 0) {
                at += json[at] == '\\' ? 2 : 1;
            } else if (isHalf(unit, Character.MIN_HIGH_SURROGATE)
                    && isHalf(escaped(json, at + ESCAPE, to), Character.MIN_LOW_SURROGATE)) {
                at += 2 * ESCAPE;
            } else {
                if (isHalf(unit, Character.MIN_HIGH_SURROGATE) || isHalf(unit, Character.MIN_LOW_SURROGATE)) {
                    REPLACEMENT.getChars(0, ESCAPE, json, at);
                    mended = true;
                }
                at += ESCAPE;
            }
        }
        return mended;
    }

    /** Tells whether a code unit is one of the 1,024 high or low surrogates, whose first is given. */
    private static boolean isHalf(int unit, char first) {
        return (unit & ~0x3FF) == first;
    }

    /** Returns the code unit that is escaped here by number; -1 when none is. */
    private static int escaped(char[] json, int at, int to) {
        if (at + ESCAPE > to || json[at] != '\\' || json[at + 1] != 'u') {
            return -1;
        }
        int unit = 0;
        for (int i = at + 2; i < at + ESCAPE; i++) {
            if (!HexFormat.isHexDigit(json[i])) {
                return -1;
            }
            unit = unit << 4 | HexFormat.fromHexDigit(json[i]);
        }
        return unit;
    }
}
