package io.keel.im;

/**
 * The one unchecked failure of the SDK. Expected outcomes are results, not exceptions; this is for what goes wrong
 * around them: a store that is down, a request that cannot be read.
 */
public class ImException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final ErrorCode code;

    /** Makes a failure without a cause. */
    public ImException(ErrorCode code, String message) {
        super(message);
        this.code = code;
    }

    /** Makes a failure with its cause. */
    public ImException(ErrorCode code, String message, Throwable cause) {
        super(message, cause);
        this.code = code;
    }

    /** Tells what kind of failure this is. */
    public ErrorCode code() {
        return code;
    }

    /** Tells whether the same call may succeed later. */
    public boolean retryable() {
        return code.retryable();
    }
}
