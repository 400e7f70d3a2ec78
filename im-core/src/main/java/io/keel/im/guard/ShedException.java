package io.keel.im.guard;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;

/**
 * A call that was refused on this side, before it was made: the breaker of what it was for is open, or as much is under way as may
 * be. It is {@code UNAVAILABLE}, nothing was stored, and no guard counts it as a failure of the other side.
 */
public final class ShedException extends ImException {

    private static final long serialVersionUID = 1L;

    /** Makes it. */
    public ShedException(String message) {
        super(ErrorCode.UNAVAILABLE, message);
    }

    /** What is refused by the thousand is not to cost a walk of the stack each time. */
    @Override
    public synchronized Throwable fillInStackTrace() {
        return this;
    }
}
