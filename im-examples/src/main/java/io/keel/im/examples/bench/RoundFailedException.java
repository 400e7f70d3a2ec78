package io.keel.im.examples.bench;

/** A round does not count, and why. */
public final class RoundFailedException extends Exception {

    private static final long serialVersionUID = 1;

    public RoundFailedException(String message) {
        super(message);
    }
}
