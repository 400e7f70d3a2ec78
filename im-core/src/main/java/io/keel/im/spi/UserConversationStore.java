package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What each user has of its own in a conversation: how far it has read, and its settings.
 *
 * <p>Read positions move forward only; moving to where one is changes nothing. All methods may be called from any thread.
 */
public interface UserConversationStore {

    /**
     * Moves a read position forward, clamped to the end of the log.
     *
     * @return where it was and where it is; equal when it did not move
     */
    CompletionStage<Moved> advance(UserId user, ConversationId conversation, long seq);

    /** Changes settings; null leaves one as it is. */
    CompletionStage<Void> configure(
            UserId user, ConversationId conversation, @Nullable Boolean mute, @Nullable Boolean pinned);

    /**
     * Lists a user's conversations, the one with the newest entry first: direct ones with a message, and the groups that it
     * is a member of.
     *
     * @param after the last item of the page before; empty for the first page
     * @param limit how many at most
     */
    CompletionStage<List<UserConversation>> list(UserId user, Optional<ListCursor> after, int limit);

    /**
     * Returns who has read up to {@code seq} or beyond, in byte order: of the conversation's present members who had joined
     * by that seq, {@code except} left out. Counts by an index over positions, never by scanning messages.
     *
     * @param limit how many names at most; the counts are of all
     */
    CompletionStage<Readers> readers(ConversationId conversation, long seq, Optional<UserId> except, int limit);

    /**
     * A read position that was to be moved.
     *
     * @param before where it was
     * @param after where it is
     */
    record Moved(long before, long after) {}

    /**
     * A place in a list of conversations.
     *
     * @param messageId of the newest entry of the conversation, when it was listed
     * @param conversation which
     */
    record ListCursor(long messageId, ConversationId conversation) {}

    /**
     * One conversation as one user has it.
     *
     * @param conversation which
     * @param name the group's name; empty in direct ones
     * @param seq its newest seq
     * @param headMessageId the id of its newest entry, by which the list is ordered
     * @param visibleFrom the first seq that the user may see
     * @param readSeq how far the user has read
     * @param peerReadSeq how far the other side has read; 0 in groups
     * @param unread texts and data after the larger of {@code readSeq} and the join: the running count at the head, less the
     *     running count there
     * @param mute whether it is muted
     * @param pinned whether it is pinned
     */
    record UserConversation(
            ConversationId conversation,
            String name,
            long seq,
            long headMessageId,
            long visibleFrom,
            long readSeq,
            long peerReadSeq,
            int unread,
            boolean mute,
            boolean pinned) {}

    /**
     * Who has read.
     *
     * @param count how many have
     * @param total how many could have
     * @param users the first of those who have, in byte order
     */
    record Readers(int count, int total, List<UserId> users) {}
}
