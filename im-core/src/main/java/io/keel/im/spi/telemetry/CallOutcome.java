package io.keel.im.spi.telemetry;

/** How a call of a dependency ended. */
public enum CallOutcome {
    /** With an answer, be it a refusal. */
    OK,
    /** It failed, or the dependency said that it failed. */
    FAILED,
    /** There was no answer in time. */
    TIMED_OUT,
    /** It was not tried: the breaker is open, or too many calls are under way. */
    REJECTED
}
