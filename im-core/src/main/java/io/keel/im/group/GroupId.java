package io.keel.im.group;

import io.keel.im.id.Names;

/**
 * Names a group, for ever: the name of a disbanded group is not used again.
 *
 * @param value 1–64 of {@code A–Z a–z 0–9 . _ @ -}; case matters
 */
public record GroupId(String value) implements Comparable<GroupId> {

    /**
     * Checks the syntax.
     *
     * @throws IllegalArgumentException if {@code value} is malformed
     */
    public GroupId {
        Names.requireName("group", value);
    }

    /** Orders by bytes. */
    @Override
    public int compareTo(GroupId other) {
        return value.compareTo(other.value);
    }

    /** Returns the bare name. */
    @Override
    public String toString() {
        return value;
    }
}
