package io.keel.im.store.mysql;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;
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
import io.keel.im.spi.Stores;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Makes entries and appends them, as logic would. */
final class Sender {

    private static final DeviceId DEVICE = new DeviceId("phone");

    /** All tests of a run share their server's schemas with nobody, but ids are unique all the same. */
    private static final AtomicLong IDS = new AtomicLong(1L << 60);

    private Sender() {}

    static UserId user(String name) {
        return new UserId(name);
    }

    /** A text to both sides of a direct conversation. */
    static Append text(UserId from, UserId to) {
        ConversationId conversation = ConversationId.direct(from, to);
        return text(conversation, from, from.equals(to) ? List.of(from) : List.of(from, to), 0);
    }

    /** A text to these inboxes, judged by that version of the membership. */
    static Append text(ConversationId conversation, UserId from, List<UserId> inboxes, long version) {
        long id = IDS.incrementAndGet();
        Message draft = message(conversation, from, id)
                .clientMsgId(new ClientMsgId("c-" + id))
                .content(new Text("text " + id))
                .build();
        return new Append(draft, new Digest(id, ~id), inboxes, version, Effect.Said.SAID);
    }

    /** The first entry of a group. */
    static Append created(GroupId group, Diffusion diffusion, List<UserId> members) {
        UserId owner = members.get(0);
        Group after = new Group(group, "name", owner, members.size(), diffusion, true, false, false, 1);
        List<Member> joined = new ArrayList<>();
        for (UserId user : members) {
            joined.add(new Member(user, user.equals(owner) ? Role.OWNER : Role.MEMBER, 1, 0, 0));
        }
        Event event = Event.named(EventKind.GROUP_CREATED, members.subList(1, members.size()), "name");
        return event(
                ConversationId.group(group),
                owner,
                event,
                diffusion == Diffusion.WRITE ? members : List.of(),
                new Effect.Changes(after, joined, List.of(), List.of()));
    }

    /** A member's removal, judged by that state of the group. */
    static Append removed(Group before, List<UserId> inboxes, UserId gone) {
        Group after = before.toBuilder()
                .size(before.size() - 1)
                .version(before.version() + 1)
                .build();
        Append append = event(
                ConversationId.group(before.id()),
                before.owner(),
                Event.of(EventKind.MEMBERS_REMOVED, List.of(gone)),
                inboxes,
                new Effect.Changes(after, List.of(), List.of(), List.of(gone)));
        return new Append(append.draft(), append.digest(), append.inboxes(), before.version(), append.effect());
    }

    static List<AppendResult> append(Stores stores, List<Append> batch) throws Exception {
        return stores.conversations().append(batch).toCompletableFuture().get(20, TimeUnit.SECONDS);
    }

    private static Append event(
            ConversationId conversation, UserId from, Event event, List<UserId> inboxes, Effect effect) {
        if (conversation.kind() != ConversationKind.GROUP) {
            throw new IllegalArgumentException("conversation: " + conversation + " (expected: a group)");
        }
        Message draft = message(conversation, from, IDS.incrementAndGet())
                .content(event)
                .build();
        return new Append(draft, Digest.NONE, inboxes, 0, effect);
    }

    private static Message.Builder message(ConversationId conversation, UserId from, long id) {
        return Message.builder(conversation)
                .messageId(id)
                .from(from)
                .device(DEVICE)
                .sentAt(1_770_000_000_000L);
    }
}
