package io.keel.im.spi.trace;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A step that has begun. It is ended once, from any thread; ending it again is harmless. */
public interface Step {

    /** The step of what is not traced. */
    Step NONE = new Step() {};

    /** What tells another process of this step: of the first of its commands that is traced; null if none is. */
    default @Nullable String traceparent() {
        return null;
    }

    /** What tells another process of this step of one of its commands; null if that is not traced. */
    default @Nullable String traceparent(long command) {
        return null;
    }

    /** Does something, calls of other processes perhaps, as a part of this step: what it does at once, on this thread. */
    default <T> T within(Supplier<T> work) {
        return work.get();
    }

    /**
     * Ends it.
     *
     * @param failure what went wrong; null if nothing did. Its message goes nowhere
     */
    default void end(@Nullable Throwable failure) {}
}
