package io.keel.im.examples;

/** A command cannot run as it was called; the message is the one line that its caller sees. */
public final class UsageException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** Makes the failure. */
    public UsageException(String message) {
        super(message);
    }

    /** Makes the failure with its cause, which the caller does not see. */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }
}
