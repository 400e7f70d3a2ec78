package io.keel.im;

import io.keel.im.id.Names;

/**
 * Names a device of a user; the same name under two users is two devices.
 *
 * @param value 1–64 of {@code A–Z a–z 0–9 . _ @ -}; case matters
 */
public record DeviceId(String value) implements Comparable<DeviceId> {

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if {@code value} is malformed
     */
    public DeviceId {
        Names.requireName("device", value);
    }

    /** Orders by bytes. */
    @Override
    public int compareTo(DeviceId other) {
        return value.compareTo(other.value);
    }

    /** Returns the bare name. */
    @Override
    public String toString() {
        return value;
    }
}
