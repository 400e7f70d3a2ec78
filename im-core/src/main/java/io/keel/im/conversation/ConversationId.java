package io.keel.im.conversation;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.id.Names;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Names a conversation: {@code d:{a}:{b}} of two users in byte order (possibly the same user twice), or
 * {@code g:{group}}. Equal ids have equal texts.
 */
public final class ConversationId implements Comparable<ConversationId> {

    private final String value;
    private final @Nullable UserId low;
    private final @Nullable UserId high;
    private final @Nullable GroupId group;

    private ConversationId(String value, @Nullable UserId low, @Nullable UserId high, @Nullable GroupId group) {
        this.value = value;
        this.low = low;
        this.high = high;
        this.group = group;
    }

    /** Names the conversation of two users, in either order; of a user with itself when they are equal. */
    public static ConversationId direct(UserId one, UserId other) {
        return one.compareTo(other) <= 0 ? ofOrdered(one, other) : ofOrdered(other, one);
    }

    /** Names the conversation of a group. */
    public static ConversationId group(GroupId group) {
        return new ConversationId("g:" + group.value(), null, null, group);
    }

    /** Reads a conversation's name; empty when it is malformed, users out of order included. */
    public static Optional<ConversationId> parse(String text) {
        if (text.startsWith("g:")) {
            String name = text.substring(2);
            return Names.isName(name) ? Optional.of(group(new GroupId(name))) : Optional.empty();
        }
        int colon = text.indexOf(':', 2);
        if (!text.startsWith("d:") || colon < 0) {
            return Optional.empty();
        }
        String first = text.substring(2, colon);
        String second = text.substring(colon + 1);
        if (!Names.isName(first) || !Names.isName(second) || first.compareTo(second) > 0) {
            return Optional.empty();
        }
        return Optional.of(new ConversationId(text, new UserId(first), new UserId(second), null));
    }

    /** Tells whether this is a direct or a group conversation. */
    public ConversationKind kind() {
        return group == null ? ConversationKind.DIRECT : ConversationKind.GROUP;
    }

    /** Returns the group of a group conversation. */
    public Optional<GroupId> group() {
        return Optional.ofNullable(group);
    }

    /**
     * Returns the group of a group conversation.
     *
     * @throws IllegalStateException if this is a direct conversation
     */
    public GroupId requireGroup() {
        if (group == null) {
            throw new IllegalStateException(value + " is a direct conversation");
        }
        return group;
    }

    /** Tells whether {@code user} is one of the two of this direct conversation; false for groups. */
    public boolean isBetween(UserId user) {
        return user.equals(low) || user.equals(high);
    }

    /**
     * Returns the other side of a direct conversation; the user itself when it writes to itself.
     *
     * @throws IllegalArgumentException if {@code user} is not one of the two
     */
    public UserId peerOf(UserId user) {
        if (low == null || high == null || !isBetween(user)) {
            throw new IllegalArgumentException(user + " is not a side of " + value);
        }
        return user.equals(low) ? high : low;
    }

    /** Returns the two users of a direct conversation, in byte order, or the one that writes to itself; none for groups. */
    public List<UserId> users() {
        if (low == null || high == null) {
            return List.of();
        }
        return low.equals(high) ? List.of(low) : List.of(low, high);
    }

    /** Returns the name as it stands on the wire. */
    public String value() {
        return value;
    }

    /** Orders by bytes. */
    @Override
    public int compareTo(ConversationId other) {
        return value.compareTo(other.value);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (other instanceof ConversationId that && value.equals(that.value));
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return value;
    }

    private static ConversationId ofOrdered(UserId low, UserId high) {
        return new ConversationId("d:" + low.value() + ':' + high.value(), low, high, null);
    }
}
