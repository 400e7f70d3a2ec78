package io.keel.im.testkit.engine;

import java.util.List;
import java.util.OptionalLong;

/**
 * A database, cache, registry or broker that tests work against, and what can be done to it.
 *
 * <p>An engine whose address was given from outside is not ours: {@link #pid()} is empty, {@link #close()} leaves it alone and
 * everything else that touches the process throws {@link IllegalStateException}.
 *
 * <p>Methods return when what they do is done; none is safe for use by several threads at once.
 */
public interface Engine extends AutoCloseable {

    /** What kind of engine it is, in lower case: {@code mysql}, {@code redis}, {@code etcd}, {@code kafka} or {@code nginx}. */
    String kind();

    /** Where clients connect, in the form that the engine's own clients take; never changes. */
    String address();

    /** What runs it, in the foreground; empty where it was not started here. */
    List<String> command();

    /** The engine's process; empty while it is down, and where it was not started here. */
    OptionalLong pid();

    /** Ends it in its own orderly way; its data stay. Stopping twice is harmless. */
    void stop();

    /** Ends it as a crash does, {@code SIGKILL}; its data stay. */
    void kill();

    /** Freezes it, {@code SIGSTOP}: connections stay open and nothing is answered. */
    void pause();

    /** Lets it go on after {@link #pause()}. */
    void resume();

    /** Starts it again on the same port and data, ending it first if it runs; returns when it serves. */
    void restart();

    /** Ends it and deletes its data. Closing twice is harmless. */
    @Override
    void close();
}
