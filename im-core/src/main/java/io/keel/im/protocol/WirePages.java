package io.keel.im.protocol;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Member;
import io.keel.im.presence.Presence;
import io.keel.im.protocol.v1.ConversationItem;
import io.keel.im.protocol.v1.ConversationList;
import io.keel.im.protocol.v1.HistoryPage;
import io.keel.im.protocol.v1.MemberList;
import io.keel.im.protocol.v1.PresenceInfo;
import io.keel.im.protocol.v1.PresenceItem;
import io.keel.im.protocol.v1.ReadersInfo;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.seq.Head;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.UserConversationStore.Readers;
import io.keel.im.spi.UserConversationStore.UserConversation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What answers a query, as frames that have a body and nothing else. */
public final class WirePages {

    private WirePages() {}

    /**
     * Makes a page of a conversation.
     *
     * @param messages ascending by seq
     * @param hasMore whether there is more in the direction of reading
     */
    public static ServerFrame history(List<Message> messages, boolean hasMore) {
        HistoryPage.Builder page = HistoryPage.newBuilder().setHasMore(hasMore);
        for (Message message : messages) {
            page.addMessages(WireMessages.of(message));
        }
        return ServerFrame.newBuilder().setHistoryPage(page).build();
    }

    /**
     * Makes a page of an inbox.
     *
     * @param entries ascending, without gaps
     * @param next the position to go on from
     * @param hasMore whether there is more behind it
     * @param heads of the last page: the newest seqs of the user's read-diffused conversations
     */
    public static ServerFrame sync(List<InboxEntry> entries, long next, boolean hasMore, List<Head> heads) {
        SyncPage.Builder page = SyncPage.newBuilder().setNext(next).setHasMore(hasMore);
        for (InboxEntry entry : entries) {
            page.addEntries(entry(entry));
        }
        for (Head head : heads) {
            page.addHeads(io.keel.im.protocol.v1.Head.newBuilder()
                    .setConversation(head.conversation().value())
                    .setSeq(head.seq()));
        }
        return ServerFrame.newBuilder().setSyncPage(page).build();
    }

    /**
     * Makes one item of a list of conversations.
     *
     * @param conversation what the user has of it
     * @param last the newest message that the user may see; null when there is none
     */
    public static ConversationItem conversation(UserConversation conversation, @Nullable Message last) {
        ConversationItem.Builder item = ConversationItem.newBuilder()
                .setConversation(conversation.conversation().value())
                .setKind(WireEnums.of(conversation.conversation().kind()))
                .setName(conversation.name())
                .setSeq(conversation.seq())
                .setReadSeq(conversation.readSeq())
                .setPeerReadSeq(conversation.peerReadSeq())
                .setUnread(conversation.unread())
                .setMute(conversation.mute())
                .setPinned(conversation.pinned());
        if (last != null) {
            item.setLastMessage(WireMessages.of(last));
        }
        return item.build();
    }

    /** Makes a page of a user's conversations; an empty {@code next} is the end. */
    public static ServerFrame conversations(List<ConversationItem> items, String next) {
        return ServerFrame.newBuilder()
                .setConversationList(
                        ConversationList.newBuilder().addAllItems(items).setNext(next))
                .build();
    }

    /** Tells who has read. */
    public static ServerFrame readers(Readers readers) {
        ReadersInfo.Builder info =
                ReadersInfo.newBuilder().setCount(readers.count()).setTotal(readers.total());
        for (UserId user : readers.users()) {
            info.addUsers(user.value());
        }
        return ServerFrame.newBuilder().setReadersInfo(info).build();
    }

    /** Tells who is online, in the order given. */
    public static ServerFrame presence(List<Presence> presences) {
        PresenceInfo.Builder info = PresenceInfo.newBuilder();
        for (Presence presence : presences) {
            PresenceItem.Builder item = info.addItemsBuilder()
                    .setUser(presence.user().value())
                    .setOnline(presence.online())
                    .setLastSeen(presence.lastSeen());
            for (DeviceId device : presence.devices()) {
                item.addDevices(device.value());
            }
        }
        return ServerFrame.newBuilder().setPresenceInfo(info).build();
    }

    /** Makes a page of a group's members; an empty {@code next} is the end. */
    public static ServerFrame members(List<Member> members, String next) {
        MemberList.Builder list = MemberList.newBuilder().setNext(next);
        for (Member member : members) {
            list.addItemsBuilder()
                    .setUser(member.user().value())
                    .setRole(WireEnums.of(member.role()))
                    .setJoinedAt(member.joinedAt());
        }
        return ServerFrame.newBuilder().setMemberList(list).build();
    }

    private static SyncEntry entry(InboxEntry entry) {
        SyncEntry.Builder wire = SyncEntry.newBuilder().setInboxSeq(entry.inboxSeq());
        if (entry instanceof InboxEntry.Holds holds) {
            wire.setMessage(WireMessages.of(holds.message()));
        } else if (entry instanceof InboxEntry.Removal removal) {
            wire.setRemoved(WireNotices.removed(removal.conversation().value(), removal.seqs()));
        }
        return wire.build();
    }
}
