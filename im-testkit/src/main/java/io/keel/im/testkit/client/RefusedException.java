package io.keel.im.testkit.client;

import io.keel.im.protocol.v1.Error;
import io.keel.im.protocol.v1.ErrorCode;

/** The gateway answered a request with an error. */
public final class RefusedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Error error;

    RefusedException(Error error) {
        super(error.getCode() + ": " + error.getMessage());
        this.error = error;
    }

    /** What kind of error. */
    public ErrorCode code() {
        return error.getCode();
    }

    /** After how many milliseconds to try again; 0 when the gateway named no time. */
    public long retryAfterMillis() {
        return error.getRetryAfterMillis();
    }
}
