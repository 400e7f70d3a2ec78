package io.keel.im.protocol;

/** What is said of a frame that has not exactly one body. */
final class Bodies {

    /** Said when there is no body, or none that is known. */
    static final String NONE = "body: none that is known (expected: exactly one)";

    /** Said when there are two or more. */
    static final String SEVERAL = "body: more than one (expected: exactly one)";

    private Bodies() {}
}
