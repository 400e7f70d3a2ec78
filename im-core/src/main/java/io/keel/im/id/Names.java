package io.keel.im.id;

/** The syntax that names of users, devices, groups and client message ids obey. */
public final class Names {

    /** The longest name, in characters. */
    public static final int MAX_LENGTH = 64;

    /** What a name looks like, for messages to humans. */
    public static final String EXPECTED = "1–64 of A–Z a–z 0–9 . _ @ -";

    private Names() {}

    /** Tells whether {@code value} may name a user, a group or a device. */
    public static boolean isName(String value) {
        int length = value.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isNameCharacter(value.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    /** Tells whether {@code value} is made of 1–64 printable ASCII characters without a space. */
    public static boolean isPrintable(String value) {
        int length = value.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            char c = value.charAt(i);
            if (c < '!' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /**
     * Returns {@code value} if it is a name.
     *
     * @throws IllegalArgumentException naming {@code field} otherwise
     */
    public static String requireName(String field, String value) {
        if (!isName(value)) {
            throw new IllegalArgumentException(field + ": malformed (expected: " + EXPECTED + ")");
        }
        return value;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '.'
                || c == '_'
                || c == '@'
                || c == '-';
    }
}
