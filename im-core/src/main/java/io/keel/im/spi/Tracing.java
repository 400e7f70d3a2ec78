package io.keel.im.spi;

import io.keel.im.ErrorCode;
import io.keel.im.spi.trace.Hop;
import io.keel.im.spi.trace.Step;
import org.jspecify.annotations.Nullable;

/**
 * Follows commands from the sender's frame to the receivers' gateways, as traces of the W3C.
 *
 * <p>A command is known by its id in every process, and the message that it stores bears the same: so its trace is found by the id,
 * and no value carries one. In each process this knows, of those commands that are traced and in hand, where their trace stands. Over
 * the bus and between processes goes a {@code traceparent}.
 *
 * <p>Whether a command is traced is decided once, when its frame comes. What is done about one that is not costs a look; with {@link
 * #NONE}, less. Every method does nothing by default, must answer at once, must not fail, and may be called from any thread.
 */
public interface Tracing {

    /** Traces nothing. */
    Tracing NONE = new Tracing() {};

    /** Tells whether anything may be traced: whoever has many commands asks this first. */
    default boolean on() {
        return false;
    }

    /** A gateway has taken a command from a client or from its host: a trace begins, unless it is one of those left out. */
    default void received(long command) {}

    /**
     * A command that was received here has its answer.
     *
     * @param code why it was refused or failed; null when it was not
     */
    default void answered(long command, @Nullable ErrorCode code) {}

    /** A command, or a message by its id, came from another process, and is in hand here until it has {@linkplain #left}. */
    default void arrived(long command, String traceparent) {}

    /** Nothing more is done here about what arrived. */
    default void left(long command) {}

    /**
     * Begins a step of commands that are handled together. Each that is traced gets the step in its own trace, and where there are
     * several, the first one's is linked with the others'. While {@link Hop#JUDGE} lasts, the other steps of its commands are parts of
     * it.
     */
    default Step begin(Hop hop, long... commands) {
        return Step.NONE;
    }

    /** Begins a call of another process, as a part of the step {@linkplain Step#within within} which this thread runs; else of none. */
    default Step call(String name) {
        return Step.NONE;
    }

    /**
     * Begins to serve somebody.
     *
     * @param name what is served; of few
     * @param traceparent as the caller sent it; null when a trace is to begin here
     */
    default Step serve(String name, @Nullable String traceparent) {
        return Step.NONE;
    }
}
