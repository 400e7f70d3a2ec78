package io.keel.im.membership;

import static io.keel.im.ErrorCode.ALREADY_EXISTS;
import static io.keel.im.ErrorCode.FAILED_PRECONDITION;
import static io.keel.im.ErrorCode.NOT_FOUND;
import static io.keel.im.ErrorCode.PERMISSION_DENIED;

import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.GroupCommand;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * Who may change what in a group. Pure: the same question has the same answer. Rights are judged before state; a group that one
 * is no member of, one that was disbanded and one that does not exist answer alike.
 */
public final class GroupRules {

    private final long now;
    private final boolean sharesHistory;

    /**
     * Makes rules for one moment.
     *
     * @param now milliseconds since the epoch
     * @param sharesHistory whether new members see what was said before
     */
    public GroupRules(long now, boolean sharesHistory) {
        this.now = now;
        this.sharesHistory = sharesHistory;
    }

    /** Judges a command of {@code caller} on a group as it stands; empty when there is none of that name. */
    public Ruling judge(
            GroupCommand command, UserId caller, Optional<Group> group, Function<UserId, Optional<Member>> members) {
        if (command instanceof GroupCommand.Create create) {
            return group.isPresent() ? Ruling.denied(ALREADY_EXISTS, "group: taken") : create(create, caller);
        }
        if (group.isEmpty() || group.get().disbanded()) {
            return new Ruling.Denied(Refusal.notMember());
        }
        Optional<Member> membership = members.apply(caller);
        if (membership.isEmpty()) {
            return command instanceof GroupCommand.Join
                            && group.get().open()
                            && !group.get().disbanded()
                    ? join(group.get(), caller)
                    : new Ruling.Denied(Refusal.notMember());
        }
        return judgeMember(command, new Standing(group.get(), membership.get(), members));
    }

    private Ruling judgeMember(GroupCommand command, Standing standing) {
        Optional<Ruling> rights = lacksRights(command, standing);
        if (rights.isPresent()) {
            return rights.get();
        }
        if (command instanceof GroupCommand.Leave) {
            return leave(standing);
        } else if (command instanceof GroupCommand.Add add) {
            return add(add, standing);
        } else if (command instanceof GroupCommand.Remove remove) {
            return remove(remove, standing);
        } else if (command instanceof GroupCommand.SetRole setRole) {
            return setRole(setRole, standing);
        } else if (command instanceof GroupCommand.Update update) {
            return update(update, standing.group());
        } else if (command instanceof GroupCommand.Disband) {
            return disband(standing.group());
        }
        return new Ruling.Unchanged(standing.group());
    }

    private static Optional<Ruling> lacksRights(GroupCommand command, Standing standing) {
        Role role = standing.caller().role();
        boolean allowed;
        String needed;
        if (command instanceof GroupCommand.SetRole || command instanceof GroupCommand.Disband) {
            allowed = role == Role.OWNER;
            needed = "the owner";
        } else if (command instanceof GroupCommand.Join || command instanceof GroupCommand.Leave) {
            return Optional.empty();
        } else {
            allowed = role.manages();
            needed = "its owner and admins";
        }
        return allowed
                ? Optional.empty()
                : Optional.of(Ruling.denied(PERMISSION_DENIED, "group: this is for " + needed + " alone"));
    }

    private Ruling create(GroupCommand.Create command, UserId caller) {
        Set<UserId> others = new LinkedHashSet<>(command.members());
        others.remove(caller);
        List<UserId> users = List.copyOf(others);
        Diffusion diffusion = command.diffusion() == null ? Diffusion.WRITE : command.diffusion();
        Group group = new Group(
                command.group(),
                command.name(),
                caller,
                users.size() + 1,
                diffusion,
                command.diffusion() != null,
                command.open(),
                false,
                1);
        List<Member> joined = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(newcomer(caller, Role.OWNER)),
                        users.stream().map(user -> newcomer(user, Role.MEMBER)))
                .toList();
        return allowed(
                Event.named(EventKind.GROUP_CREATED, users, command.name()), group, joined, List.of(), List.of());
    }

    private Ruling join(Group group, UserId caller) {
        return allowed(
                Event.of(EventKind.MEMBER_JOINED, List.of(caller)),
                next(group).size(group.size() + 1).build(),
                List.of(newcomer(caller, Role.MEMBER)),
                List.of(),
                List.of());
    }

    private static Ruling leave(Standing standing) {
        if (standing.caller().role() == Role.OWNER) {
            return Ruling.denied(FAILED_PRECONDITION, "group: its owner hands it over, or disbands it, before leaving");
        }
        UserId user = standing.caller().user();
        return gone(standing.group(), Event.of(EventKind.MEMBER_LEFT, List.of(user)));
    }

    private Ruling add(GroupCommand.Add command, Standing standing) {
        List<UserId> users = command.users().stream()
                .distinct()
                .filter(user -> standing.members().apply(user).isEmpty())
                .toList();
        if (users.isEmpty()) {
            return new Ruling.Unchanged(standing.group());
        }
        Group group = standing.group();
        return allowed(
                Event.of(EventKind.MEMBERS_ADDED, users),
                next(group).size(group.size() + users.size()).build(),
                users.stream().map(user -> newcomer(user, Role.MEMBER)).toList(),
                List.of(),
                List.of());
    }

    private static Ruling remove(GroupCommand.Remove command, Standing standing) {
        List<UserId> users = command.users().stream().distinct().toList();
        Map<UserId, Role> roles = new HashMap<>();
        for (UserId user : users) {
            standing.members().apply(user).ifPresent(member -> roles.put(user, member.role()));
        }
        Role callerRole = standing.caller().role();
        if (callerRole == Role.ADMIN && roles.values().stream().anyMatch(Role::manages)) {
            return Ruling.denied(PERMISSION_DENIED, "users: an admin removes neither the owner nor admins");
        }
        for (UserId user : users) {
            if (!roles.containsKey(user)) {
                return Ruling.denied(NOT_FOUND, "users: " + user + " is no member");
            }
        }
        return roles.containsValue(Role.OWNER)
                ? Ruling.denied(FAILED_PRECONDITION, "users: the owner cannot remove itself")
                : gone(standing.group(), Event.of(EventKind.MEMBERS_REMOVED, users));
    }

    private static Ruling setRole(GroupCommand.SetRole command, Standing standing) {
        Group group = standing.group();
        Optional<Member> found = standing.members().apply(command.user());
        if (found.isEmpty()) {
            return Ruling.denied(NOT_FOUND, "user: " + command.user() + " is no member");
        }
        Member member = found.get();
        if (member.role() == command.role()) {
            return new Ruling.Unchanged(group);
        }
        if (member.role() == Role.OWNER) {
            return Ruling.denied(FAILED_PRECONDITION, "role: the owner hands the group over instead");
        }
        Event event = Event.roleChanged(member.user(), command.role());
        Member changed = member.withRole(command.role());
        if (command.role() != Role.OWNER) {
            return allowed(event, next(group).build(), List.of(), List.of(changed), List.of());
        }
        Group handedOver = next(group).owner(member.user()).build();
        return allowed(
                event, handedOver, List.of(), List.of(changed, standing.caller().withRole(Role.ADMIN)), List.of());
    }

    private static Ruling update(GroupCommand.Update command, Group group) {
        String name = command.name() == null ? group.name() : command.name();
        boolean open = command.open() == null ? group.open() : command.open();
        if (name.equals(group.name()) && open == group.open()) {
            return new Ruling.Unchanged(group);
        }
        Group after = next(group).name(name).open(open).build();
        return allowed(Event.named(EventKind.GROUP_UPDATED, List.of(), name), after, List.of(), List.of(), List.of());
    }

    private static Ruling disband(Group group) {
        Group after = next(group).disbanded(true).build();
        return allowed(Event.of(EventKind.GROUP_DISBANDED, List.of()), after, List.of(), List.of(), List.of());
    }

    private static Ruling gone(Group group, Event event) {
        Group after = next(group).size(group.size() - event.users().size()).build();
        return allowed(event, after, List.of(), List.of(), event.users());
    }

    private static Ruling allowed(
            Event event, Group after, List<Member> joined, List<Member> altered, List<UserId> gone) {
        return new Ruling.Allowed(new GroupChange(event, after, joined, altered, gone));
    }

    private static Group.Builder next(Group group) {
        return group.toBuilder().version(group.version() + 1);
    }

    private Member newcomer(UserId user, Role role) {
        return new Member(user, role, now, 0, sharesHistory ? 1 : 0);
    }
}
