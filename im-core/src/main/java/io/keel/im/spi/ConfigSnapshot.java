package io.keel.im.spi;

import java.util.Map;

/**
 * All keys of a configuration, as they stood at one moment.
 *
 * @param revision grows with each change; a snapshot with the same revision is the same
 * @param values by key
 */
public record ConfigSnapshot(long revision, Map<String, String> values) {

    /** Copies the values. */
    public ConfigSnapshot {
        values = Map.copyOf(values);
    }
}
