package io.keel.im;

import io.keel.im.id.Names;

/**
 * Names a user.
 *
 * @param value 1–64 of {@code A–Z a–z 0–9 . _ @ -}; case matters
 */
public record UserId(String value) implements Comparable<UserId> {

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if {@code value} is malformed
     */
    public UserId {
        Names.requireName("user", value);
    }

    /** Orders by bytes. */
    @Override
    public int compareTo(UserId other) {
        return value.compareTo(other.value);
    }

    /** Returns the bare name. */
    @Override
    public String toString() {
        return value;
    }
}
