package io.keel.im.protocol;

/** Ends the parsing of a frame at the first field that is wrong. Never leaves this package, and has no stack trace. */
final class InvalidField extends RuntimeException {

    private static final long serialVersionUID = 1L;

    InvalidField(String message) {
        super(message, null, false, false);
    }

    /** Says which field is wrong and what it should be. */
    static InvalidField expected(String field, String found, String expected) {
        return new InvalidField(field + ": " + found + " (expected: " + expected + ")");
    }

    /** Says which field is missing and what it should be. */
    static InvalidField missing(String field, String expected) {
        return expected(field, "missing", expected);
    }
}
