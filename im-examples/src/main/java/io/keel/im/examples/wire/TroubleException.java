package io.keel.im.examples.wire;

/** Something went otherwise than it must, and what. */
public final class TroubleException extends RuntimeException {

    private static final long serialVersionUID = 1;

    /** What went wrong. */
    public TroubleException(String message) {
        super(message);
    }
}
