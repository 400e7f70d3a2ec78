package io.keel.im.memory;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.Digest;
import io.keel.im.spi.Effect;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/** Makes entries with fresh command ids. Safe for use by several threads. */
final class Entries {

    private static final DeviceId DEVICE = new DeviceId("web");

    private final AtomicLong ids = new AtomicLong(1_000);

    static UserId user(String name) {
        return new UserId(name);
    }

    /** Every stage of the ports in memory is complete. */
    static <T> T now(CompletionStage<T> stage) {
        return stage.toCompletableFuture().getNow(null);
    }

    static AppendResult append(MemoryStore store, Append entry) {
        return now(store.conversations().append(List.of(entry))).get(0);
    }

    /** Says something in a conversation of that version to those inboxes. */
    Append said(ConversationId conversation, UserId from, String clientMsgId, List<UserId> inboxes, long version) {
        Message draft = draft(conversation, from)
                .clientMsgId(new ClientMsgId(clientMsgId))
                .content(new Text(clientMsgId))
                .build();
        Digest digest = new Digest(conversation.hashCode(), clientMsgId.hashCode());
        return new Append(draft, digest, inboxes, version, Effect.Said.SAID);
    }

    /** Says something in a direct conversation. */
    Append direct(UserId from, UserId to, String clientMsgId) {
        return said(ConversationId.direct(from, to), from, clientMsgId, List.of(from, to), 0);
    }

    /** Makes a group of these members, the first of whom owns it; its version is 1. */
    Append created(GroupId group, List<UserId> members, Diffusion diffusion) {
        Group after = new Group(group, "", members.get(0), members.size(), diffusion, true, true, false, 1);
        return changed(
                after, EventKind.GROUP_CREATED, members, List.of(), diffusion == Diffusion.WRITE ? members : List.of());
    }

    /** Changes who is in a group, to the state {@code after}. */
    Append changed(Group after, EventKind kind, List<UserId> joined, List<UserId> gone, List<UserId> inboxes) {
        List<Member> newcomers = joined.stream()
                .map(user -> new Member(user, Role.MEMBER, 0, 0, 0))
                .toList();
        Message draft = draft(ConversationId.group(after.id()), after.owner())
                .content(Event.of(kind, joined.isEmpty() ? gone : joined))
                .build();
        Effect effect = new Effect.Changes(after, newcomers, List.of(), gone);
        return new Append(draft, Digest.NONE, inboxes, after.version() - 1, effect);
    }

    private Message.Builder draft(ConversationId conversation, UserId from) {
        long id = ids.incrementAndGet();
        return Message.builder(conversation)
                .messageId(id)
                .from(from)
                .device(DEVICE)
                .sentAt(id);
    }
}
