package io.keel.im.examples.bench;

/** A round does not count, and why. */
final class RoundFailedException extends Exception {

    private static final long serialVersionUID = 1;

    RoundFailedException(String message) {
        super(message);
    }
}
