package io.keel.im.query;

import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.presence.Presence;
import io.keel.im.seq.Head;
import io.keel.im.seq.InboxEntry;
import java.util.List;
import java.util.Optional;

/** What a {@link Query} is answered with. */
public sealed interface Result {

    /** A page of a log, ascending; {@code hasMore} in the direction of reading. */
    record HistoryPage(List<Message> messages, boolean hasMore) implements Result {}

    /**
     * A page of an inbox.
     *
     * @param entries ascending, without gaps
     * @param next the position to go on after
     * @param hasMore whether more stands there already
     * @param heads on the last page: where the user's read-diffused conversations end
     */
    record SyncPage(List<InboxEntry> entries, long next, boolean hasMore, List<Head> heads) implements Result {}

    /** A page of a user's conversations; {@code next} is the cursor of the page that follows, empty at the end. */
    record ConversationPage(List<ConversationItem> items, String next) implements Result {}

    /**
     * A conversation as one user has it.
     *
     * @param conversation which
     * @param name the group's name; empty in direct ones
     * @param lastMessage the newest that the user may see
     * @param seq its newest seq
     * @param readSeq how far the user has read
     * @param peerReadSeq how far the other side has read; 0 in groups
     * @param unread how many texts and data the user has not read
     * @param mute whether it is muted
     * @param pinned whether it is pinned
     */
    record ConversationItem(
            ConversationId conversation,
            String name,
            Optional<Message> lastMessage,
            long seq,
            long readSeq,
            long peerReadSeq,
            int unread,
            boolean mute,
            boolean pinned) {}

    /** Who has read: how many, of how many, and the first names. */
    record Readers(int count, int total, List<UserId> users) implements Result {}

    /** Who is online, in the order asked. */
    record Presences(List<Presence> items) implements Result {}

    /** What a group is. */
    record GroupState(Group group) implements Result {}

    /** A page of members; {@code next} is the cursor of the page that follows, empty at the end. */
    record MemberPage(List<Member> items, String next) implements Result {}

    /** It is done. */
    enum Done implements Result {
        /** The one instance. */
        DONE
    }

    /** It is done, and bears no answer. */
    enum Silent implements Result {
        /** The one instance. */
        SILENT
    }

    /** It is refused. */
    record Refused(Refusal refusal) implements Result {}
}
