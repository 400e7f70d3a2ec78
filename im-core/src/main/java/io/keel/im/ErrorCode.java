package io.keel.im;

/** Why something was refused or failed: a closed list, the same on the wire and in exceptions. */
public enum ErrorCode {
    /** A field is missing, malformed or too large. */
    INVALID_ARGUMENT(false),
    /** The caller has not proved who it is. */
    UNAUTHENTICATED(false),
    /** The caller may not do this, or what it names is hidden from it. */
    PERMISSION_DENIED(false),
    /** A seq or a member is missing in a conversation that the caller may see. */
    NOT_FOUND(false),
    /** The name is taken, or the same {@code clientMsgId} came with other content. */
    ALREADY_EXISTS(false),
    /** The state does not allow it now, and trying again does not help. */
    FAILED_PRECONDITION(false),
    /** Too much at once; try again after the delay that comes with it. */
    RATE_LIMITED(true),
    /** A dependency is down or overloaded; whether something was stored is unknown. */
    UNAVAILABLE(true),
    /** A fault of the server; whether something was stored is unknown. */
    INTERNAL(false);

    private final boolean retryable;

    ErrorCode(boolean retryable) {
        this.retryable = retryable;
    }

    /** Tells whether the same request may succeed later. */
    public boolean retryable() {
        return retryable;
    }
}
