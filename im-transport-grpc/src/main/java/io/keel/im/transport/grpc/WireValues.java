package io.keel.im.transport.grpc;

import io.keel.im.DeviceId;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.presence.Presence;
import io.keel.im.protocol.WireMessages;
import io.keel.im.protocol.v1.Error;
import io.keel.im.protocol.v1.PresenceInfo;
import io.keel.im.protocol.v1.ReadersInfo;
import io.keel.im.protocol.v1.Removed;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.seq.InboxEntry;
import io.keel.im.transport.grpc.v1.Done;
import io.keel.im.transport.grpc.v1.GroupMember;
import io.keel.im.transport.grpc.v1.User;
import io.keel.im.transport.grpc.v1.Users;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * Values that several services share, to and from the wire. Names were checked where they came into the system: a malformed one
 * is an {@link IllegalArgumentException}.
 */
final class WireValues {

    private WireValues() {}

    /** What answers a call that has nothing to say. */
    static Done done(Void nothing) {
        return Done.getDefaultInstance();
    }

    static User user(UserId user) {
        return User.newBuilder().setUser(user.value()).build();
    }

    static Users users(Collection<UserId> users) {
        return Users.newBuilder().addAllUsers(names(users)).build();
    }

    static List<String> names(Collection<UserId> users) {
        List<String> names = new ArrayList<>(users.size());
        for (UserId user : users) {
            names.add(user.value());
        }
        return names;
    }

    static List<UserId> users(List<String> names) {
        return names.stream().map(UserId::new).toList();
    }

    static ConversationId conversation(String value) {
        return ConversationId.parse(value).orElseThrow(() -> new IllegalArgumentException("conversation: malformed"));
    }

    static GroupMember member(Member member) {
        return GroupMember.newBuilder()
                .setUser(member.user().value())
                .setRole(io.keel.im.protocol.v1.Role.valueOf(member.role().name()))
                .setJoinedAt(member.joinedAt())
                .setJoinSeq(member.joinSeq())
                .setVisibleFrom(member.visibleFrom())
                .build();
    }

    static Member member(GroupMember wire) {
        return new Member(
                new UserId(wire.getUser()),
                Role.valueOf(wire.getRole().name()),
                wire.getJoinedAt(),
                wire.getJoinSeq(),
                wire.getVisibleFrom());
    }

    static List<Presence> presences(PresenceInfo wire) {
        return wire.getItemsList().stream()
                .map(item -> new Presence(
                        new UserId(item.getUser()),
                        item.getDevicesList().stream().map(DeviceId::new).toList(),
                        item.getLastSeen()))
                .toList();
    }

    static ReadersInfo readers(int count, int total, List<UserId> users) {
        return ReadersInfo.newBuilder()
                .setCount(count)
                .setTotal(total)
                .addAllUsers(names(users))
                .build();
    }

    static SyncEntry entry(InboxEntry entry) {
        SyncEntry.Builder wire = SyncEntry.newBuilder().setInboxSeq(entry.inboxSeq());
        if (entry instanceof InboxEntry.Holds holds) {
            wire.setMessage(WireMessages.of(holds.message()));
        } else if (entry instanceof InboxEntry.Removal removal) {
            wire.setRemoved(Removed.newBuilder()
                    .setConversation(removal.conversation().value())
                    .addAllSeqs(removal.seqs()));
        }
        return wire.build();
    }

    static InboxEntry entry(SyncEntry wire) {
        return switch (wire.getContentCase()) {
            case MESSAGE -> new InboxEntry.Holds(wire.getInboxSeq(), WireMessages.read(wire.getMessage()));
            case REMOVED ->
                new InboxEntry.Removal(
                        wire.getInboxSeq(),
                        conversation(wire.getRemoved().getConversation()),
                        List.copyOf(wire.getRemoved().getSeqsList()));
            case CONTENT_NOT_SET -> new InboxEntry.Empty(wire.getInboxSeq());
        };
    }

    static Error error(Refusal refusal) {
        return Error.newBuilder()
                .setCode(io.keel.im.protocol.v1.ErrorCode.valueOf(refusal.code().name()))
                .setMessage(refusal.message())
                .setRetryAfterMillis(refusal.retryAfterMillis())
                .build();
    }

    static Refusal refusal(Error wire) {
        return new Refusal(
                io.keel.im.ErrorCode.valueOf(wire.getCode().name()), wire.getMessage(), wire.getRetryAfterMillis());
    }
}
