package io.keel.im.spi;

import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/**
 * A configuration that changes while the system runs. It holds texts and does not judge them: who uses them does.
 *
 * <p>A snapshot is consistent: what was changed in one step shows in one step. Revisions that a listener gets grow. All
 * methods may be called from any thread and never block.
 */
public interface ConfigSource extends AutoCloseable {

    /** Reads all keys; a failed stage bears {@code UNAVAILABLE}. */
    CompletionStage<ConfigSnapshot> snapshot();

    /**
     * Watches all keys. The watch goes on by itself when the engine was away.
     *
     * @param listener gets the present snapshot as soon as it is known, and the whole of it after each change; several changes may
     *     come as one. Called by one thread at a time; must not block; what it throws is logged
     */
    Watch watch(Consumer<ConfigSnapshot> listener);

    /** Ends all watches. Closing twice is harmless. */
    @Override
    void close();
}
