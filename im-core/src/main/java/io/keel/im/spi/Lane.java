package io.keel.im.spi;

import java.time.Duration;
import java.util.concurrent.Executor;

/**
 * The one thread that writes a set of client channels: an event loop. Tasks run in the order given, one at a time, and never
 * inside {@link #execute}.
 */
public interface Lane extends Executor {

    /** Runs {@code task} after {@code delay}; the returned handle stops it if it has not run. */
    Runnable schedule(Runnable task, Duration delay);
}
