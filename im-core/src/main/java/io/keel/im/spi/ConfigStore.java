package io.keel.im.spi;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * A configuration that can be changed from here, too. It does not judge what it is told: who changes something reads a snapshot,
 * judges what would become of it, and changes that snapshot and no other.
 */
public interface ConfigStore extends ConfigSource {

    /**
     * Changes keys in one step: all of them, or none.
     *
     * <p>Of two that change the same snapshot, whatever keys they change, one is overtaken. A change by other means than this
     * port is noticed where it touches a key of the snapshot or of the change.
     *
     * @param seen the snapshot that the changes were made for
     * @param changes the new value by key, empty to take a key away
     * @return what came of it; a failed stage bears {@code UNAVAILABLE}, and all may have been changed nevertheless
     */
    CompletionStage<Change> change(ConfigSnapshot seen, Map<String, Optional<String>> changes);

    /** What came of a change. */
    sealed interface Change {

        /** It was made; this is what stands now. */
        record Made(ConfigSnapshot now) implements Change {}

        /** The configuration was another by then, and was left so. */
        record Overtaken(ConfigSnapshot now) implements Change {}
    }
}
