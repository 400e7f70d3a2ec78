package io.keel.im.examples.bench;

/** Something that the benchmark would run cannot be had here, and why: its rows are missing then. */
public final class UnavailableException extends Exception {

    private static final long serialVersionUID = 1;

    /** Tells why. */
    public UnavailableException(String message) {
        super(message);
    }
}
