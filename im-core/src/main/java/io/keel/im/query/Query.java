package io.keel.im.query;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.seq.SeqWindow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a client asks, or moves for itself alone, without taking a seq of a conversation. Limits are resolved: 1 to 200.
 */
public sealed interface Query {

    /** Reads a page of a conversation's log. */
    record History(ConversationId conversation, SeqWindow window, int limit) implements Query {}

    /** Reads the caller's inbox after a position. */
    record Sync(long after, int limit) implements Query {}

    /** Lists the caller's conversations, newest first; {@code after} is the opaque cursor of the page before. */
    record Conversations(String after, int limit) implements Query {}

    /** Moves the caller's read position forward. */
    record Read(ConversationId conversation, long seq) implements Query {}

    /** Asks who has read up to a seq. */
    record Readers(ConversationId conversation, long seq, int limit) implements Query {}

    /** Removes messages for the caller alone. */
    record Remove(ConversationId conversation, List<Long> seqs) implements Query {}

    /** Tells the others that the caller is typing. */
    record Typing(ConversationId conversation) implements Query {}

    /** Asks who is online. */
    record PresenceOf(List<UserId> users) implements Query {}

    /** Mutes or pins a conversation for the caller; null leaves a setting as it is. */
    record Settings(
            ConversationId conversation,
            @Nullable Boolean mute,
            @Nullable Boolean pinned) implements Query {}

    /** Asks what a group is. */
    record GroupInfo(GroupId group) implements Query {}

    /** Lists a group's members; {@code after} is the opaque cursor of the page before. */
    record Members(GroupId group, String after, int limit) implements Query {}
}
