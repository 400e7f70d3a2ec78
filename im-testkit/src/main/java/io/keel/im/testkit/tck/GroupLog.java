package io.keel.im.testkit.tck;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.spi.Effect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Drafts the life of one group. Each call assumes that what was drafted before is appended in that order; what is drafted by
 * an earlier state is how a test gets a stale entry.
 */
final class GroupLog {
    static final long JOINED_AT = 1_770_000_000_123L;

    private final Drafts drafts;
    private final UserId owner;
    private final Set<UserId> members = new LinkedHashSet<>();
    private Group group;

    GroupLog(Drafts drafts, String id, Diffusion diffusion, UserId owner, UserId... others) {
        this.drafts = drafts;
        this.owner = owner;
        members.add(owner);
        members.addAll(List.of(others));
        this.group =
                new Group(new GroupId(id), "name of " + id, owner, members.size(), diffusion, false, true, false, 0);
    }

    GroupId id() {
        return group.id();
    }

    ConversationId conversation() {
        return ConversationId.group(group.id());
    }

    Group group() {
        return group;
    }

    /** The group's first entry. */
    Draft created() {
        List<Member> joined = new ArrayList<>();
        for (UserId user : members) {
            joined.add(member(user, user.equals(owner) ? Role.OWNER : Role.MEMBER, 0));
        }
        List<UserId> others =
                members.stream().filter(user -> !user.equals(owner)).toList();
        return change(
                Event.named(EventKind.GROUP_CREATED, others, group.name()), group.size(), joined, List.of(), List.of());
    }

    /** A text to all inboxes under write diffusion, to none under read diffusion. */
    Draft said(UserId from, String text) {
        return entry(from, inboxes(List.of())).text(text);
    }

    /** The text that makes the group turn, still written to every inbox. */
    Draft saidAndTurned(UserId from, String text) {
        List<UserId> inboxes = inboxes(List.of());
        long judged = group.version();
        group = after(group.size(), Diffusion.READ, group.disbanded());
        return new Draft(conversation(), from, drafts.nextId())
                .text(text)
                .to(inboxes)
                .judgedBy(judged)
                .effect(new Effect.SaidAndTurned(group));
    }

    /** New members, who see what comes from now on. */
    Draft added(UserId... users) {
        return added(0, users);
    }

    /** New members, who see the whole log. */
    Draft addedWithHistory(UserId... users) {
        return added(1, users);
    }

    private Draft added(long visibleFrom, UserId... users) {
        members.addAll(List.of(users));
        List<Member> joined = new ArrayList<>();
        for (UserId user : users) {
            joined.add(member(user, Role.MEMBER, visibleFrom));
        }
        return change(Event.of(EventKind.MEMBERS_ADDED, List.of(users)), members.size(), joined, List.of(), List.of());
    }

    /** Members who are no members any more; the event still reaches them. */
    Draft removed(UserId... users) {
        List<UserId> gone = List.of(users);
        members.removeAll(gone);
        return change(Event.of(EventKind.MEMBERS_REMOVED, gone), members.size(), List.of(), List.of(), gone);
    }

    /** A member in another role. */
    Draft altered(Member as) {
        return change(Event.roleChanged(as.user(), as.role()), members.size(), List.of(), List.of(as), List.of());
    }

    /** The group's last entry: its members may still read. */
    Draft disbanded() {
        Draft draft = entry(owner, inboxes(List.of())).content(Event.of(EventKind.GROUP_DISBANDED, List.of()));
        group = after(group.size(), group.diffusion(), true);
        return draft.effect(new Effect.Changes(group, List.of(), List.of(), List.of()));
    }

    /** The recall of one of the group's messages. */
    Draft recall(UserId from, long seq) {
        return entry(from, inboxes(List.of())).content(Event.recalled(seq)).effect(new Effect.Recalls(seq));
    }

    private Draft change(Event event, int size, List<Member> joined, List<Member> altered, List<UserId> gone) {
        List<UserId> inboxes = inboxes(gone);
        Draft draft = entry(owner, inboxes).content(event);
        group = after(size, group.diffusion(), group.disbanded());
        return draft.effect(new Effect.Changes(group, joined, altered, gone));
    }

    private Draft entry(UserId from, List<UserId> inboxes) {
        return new Draft(conversation(), from, drafts.nextId()).to(inboxes).judgedBy(group.version());
    }

    private List<UserId> inboxes(List<UserId> gone) {
        if (group.diffusion() == Diffusion.READ) {
            return List.of();
        }
        Set<UserId> all = new LinkedHashSet<>(members);
        all.addAll(gone);
        return List.copyOf(all);
    }

    private Group after(int size, Diffusion diffusion, boolean disbanded) {
        return new Group(
                group.id(),
                group.name(),
                owner,
                size,
                diffusion,
                group.forced(),
                group.open(),
                disbanded,
                group.version() + 1);
    }

    private static Member member(UserId user, Role role, long visibleFrom) {
        return new Member(user, role, JOINED_AT, 0, visibleFrom);
    }
}
