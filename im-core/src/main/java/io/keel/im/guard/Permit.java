package io.keel.im.guard;

import io.keel.im.spi.telemetry.CallOutcome;

/** A call that may be made now. Whoever holds it ends it once, by any thread; what comes after that counts for nothing. */
public interface Permit {

    /**
     * Tells how the call went.
     *
     * @param outcome {@code OK} for any answer, be it a refusal; {@code FAILED} or {@code TIMED_OUT} when the dependency did not
     *     answer; {@code REJECTED} when the call was not made after all, or nobody wants to know any more
     */
    void ended(CallOutcome outcome);
}
