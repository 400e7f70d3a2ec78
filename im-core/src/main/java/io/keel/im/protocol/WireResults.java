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
import io.keel.im.query.Result;
import io.keel.im.seq.Head;
import io.keel.im.seq.InboxEntry;
import java.util.List;

/** Turns the results of queries into frames that have a body and nothing else. */
public final class WireResults {

    private WireResults() {}

    /**
     * Turns a result into a frame.
     *
     * @throws IllegalArgumentException for {@link Result.Silent}, which has none
     */
    public static ServerFrame of(Result result) {
        if (result instanceof Result.HistoryPage page) {
            return history(page);
        } else if (result instanceof Result.SyncPage page) {
            return sync(page);
        } else if (result instanceof Result.ConversationPage page) {
            return conversations(page);
        } else if (result instanceof Result.Readers readers) {
            return readers(readers);
        } else if (result instanceof Result.Presences presences) {
            return presence(presences.items());
        } else if (result instanceof Result.MemberPage page) {
            return members(page);
        } else if (result instanceof Result.GroupState state) {
            return WireReplies.group(state.group());
        } else if (result instanceof Result.Refused refused) {
            return WireReplies.error(refused.refusal());
        } else if (result instanceof Result.Done) {
            return WireReplies.done();
        }
        throw new IllegalArgumentException("no frame tells of " + result);
    }

    private static ServerFrame history(Result.HistoryPage result) {
        HistoryPage.Builder page = HistoryPage.newBuilder().setHasMore(result.hasMore());
        for (Message message : result.messages()) {
            page.addMessages(WireMessages.of(message));
        }
        return ServerFrame.newBuilder().setHistoryPage(page).build();
    }

    private static ServerFrame sync(Result.SyncPage result) {
        SyncPage.Builder page = SyncPage.newBuilder().setNext(result.next()).setHasMore(result.hasMore());
        for (InboxEntry entry : result.entries()) {
            page.addEntries(entry(entry));
        }
        for (Head head : result.heads()) {
            page.addHeads(io.keel.im.protocol.v1.Head.newBuilder()
                    .setConversation(head.conversation().value())
                    .setSeq(head.seq()));
        }
        return ServerFrame.newBuilder().setSyncPage(page).build();
    }

    private static ServerFrame conversations(Result.ConversationPage result) {
        ConversationList.Builder list = ConversationList.newBuilder().setNext(result.next());
        for (Result.ConversationItem item : result.items()) {
            list.addItems(conversation(item));
        }
        return ServerFrame.newBuilder().setConversationList(list).build();
    }

    private static ConversationItem conversation(Result.ConversationItem conversation) {
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
        conversation.lastMessage().ifPresent(message -> item.setLastMessage(WireMessages.of(message)));
        return item.build();
    }

    private static ServerFrame readers(Result.Readers readers) {
        ReadersInfo.Builder info =
                ReadersInfo.newBuilder().setCount(readers.count()).setTotal(readers.total());
        for (UserId user : readers.users()) {
            info.addUsers(user.value());
        }
        return ServerFrame.newBuilder().setReadersInfo(info).build();
    }

    private static ServerFrame presence(List<Presence> presences) {
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

    private static ServerFrame members(Result.MemberPage page) {
        MemberList.Builder list = MemberList.newBuilder().setNext(page.next());
        for (Member member : page.items()) {
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
