package io.keel.im.presence;

import io.keel.im.id.Names;

/**
 * Names one life of a gateway: new at each of its starts.
 *
 * @param value 1–64 of {@code A–Z a–z 0–9 . _ @ -}; case matters
 */
public record GatewayId(String value) implements Comparable<GatewayId> {

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if {@code value} is malformed
     */
    public GatewayId {
        Names.requireName("gateway", value);
    }

    /** Orders by bytes. */
    @Override
    public int compareTo(GatewayId other) {
        return value.compareTo(other.value);
    }

    /** Returns the bare name. */
    @Override
    public String toString() {
        return value;
    }
}
