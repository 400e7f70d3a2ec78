package io.keel.im.examples.bench.load;

/** The run does not count, and why. */
final class TroubleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    TroubleException(String message) {
        super(message);
    }
}
