package io.keel.im.testkit.fault;

import io.keel.im.ErrorCode;
import java.time.Duration;

/** What becomes of one call. */
public sealed interface Fault {
    /** Nothing: the call passes as it is. */
    enum Pass implements Fault {
        /** The one instance. */
        PASS
    }

    /**
     * The call does not happen, and its caller gets a failure: a failed stage, a thrown exception, or, of commands published,
     * a refusal.
     */
    record Fail(ErrorCode code) implements Fault {}

    /** The call happens, and its caller gets a failure all the same: the answer was lost on its way. */
    record FailAfterwards(ErrorCode code) implements Fault {}

    /** The call happens later, and its caller hears of it later. What returns no stage returns at once. */
    record Delay(Duration time) implements Fault {}

    /** The call happens twice, the second after the first has ended; the caller gets the first answer. */
    enum Repeat implements Fault {
        /** The one instance. */
        REPEAT
    }

    /** The call does not happen, and nobody is told: a stage never ends, a record is lost, a command seems taken. */
    enum Drop implements Fault {
        /** The one instance. */
        DROP
    }

    /** Lets a call pass. */
    static Fault pass() {
        return Pass.PASS;
    }

    /** Fails a call with {@code UNAVAILABLE}, before it did anything. */
    static Fault fail() {
        return new Fail(ErrorCode.UNAVAILABLE);
    }

    /** Fails a call with {@code UNAVAILABLE}, after it did everything. */
    static Fault failAfterwards() {
        return new FailAfterwards(ErrorCode.UNAVAILABLE);
    }

    /** Delays a call. */
    static Fault delay(Duration time) {
        return new Delay(time);
    }

    /** Makes a call twice. */
    static Fault repeat() {
        return Repeat.REPEAT;
    }

    /** Loses a call. */
    static Fault drop() {
        return Drop.DROP;
    }
}
