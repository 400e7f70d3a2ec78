package io.keel.im.store.redis;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
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
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.Append;
import io.keel.im.spi.Digest;
import io.keel.im.spi.Effect;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/** A group in a store of its own, and entries of its log that are judged by how it stands. */
final class Hall {

    static final UserId ALICE = new UserId("alice");
    static final GroupId ID = new GroupId("hall");
    private static final ConversationId LOG = ConversationId.group(ID);

    private final MemoryStore store = new MemoryStore();
    private long ids = 1L << 60;

    MemoryStore store() {
        return store;
    }

    Append created(Diffusion diffusion) {
        Group group = new Group(ID, "Hall | one", ALICE, 1, diffusion, true, false, false, 1);
        Event event = Event.named(EventKind.GROUP_CREATED, List.of(), group.name());
        List<Member> members = List.of(new Member(ALICE, Role.OWNER, 1, 0, 0));
        return entry(ALICE, event, 0, new Effect.Changes(group, members, List.of(), List.of()));
    }

    Append joins(UserId user) {
        Group before = group();
        Event event = Event.of(EventKind.MEMBER_JOINED, List.of(user));
        List<Member> joined = List.of(new Member(user, Role.MEMBER, 1, 0, 0));
        Effect effect = new Effect.Changes(resized(before, 1), joined, List.of(), List.of());
        return entry(user, event, before.version(), effect);
    }

    Append leaves(UserId user) {
        Group before = group();
        Event event = Event.of(EventKind.MEMBER_LEFT, List.of(user));
        Effect effect = new Effect.Changes(resized(before, -1), List.of(), List.of(), List.of(user));
        return entry(user, event, before.version(), effect);
    }

    Append said(UserId user) {
        return said(user, group().version());
    }

    Append said(UserId user, long judgedBy) {
        return entry(user, new Text("hello"), judgedBy, Effect.Said.SAID);
    }

    private Group group() {
        return Objects.requireNonNull(Answers.answer(store.memberships().rosters(Map.of(ID, Set.of())))
                        .get(ID))
                .group();
    }

    private static Group resized(Group before, int change) {
        return before.toBuilder()
                .size(before.size() + change)
                .version(before.version() + 1)
                .build();
    }

    private Append entry(UserId from, Content content, long judgedBy, Effect effect) {
        long id = ++ids;
        boolean event = content instanceof Event;
        Message draft = Message.builder(LOG)
                .messageId(id)
                .from(from)
                .device(new DeviceId("web"))
                .clientMsgId(event ? null : new ClientMsgId("c-" + id))
                .sentAt(1)
                .content(content)
                .build();
        return new Append(draft, event ? Digest.NONE : new Digest(id, id), List.of(), judgedBy, effect);
    }
}
