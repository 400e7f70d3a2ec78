package io.keel.im.protocol;

/** The syntax of the id that a client gives a frame. */
final class FrameIds {

    /** What is wrong with an id that is not valid. */
    static final String EXPECTED = "id: malformed (expected: 1–64 characters)";

    private static final int MAX_LENGTH = 64;

    private FrameIds() {}

    /** Tells whether a reply can bear {@code id}; it is known to be valid Unicode. */
    static boolean isValid(String id) {
        int length = id.length();
        return length > 0 && (length <= MAX_LENGTH || id.codePointCount(0, length) <= MAX_LENGTH);
    }
}
