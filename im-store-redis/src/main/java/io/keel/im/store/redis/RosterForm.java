package io.keel.im.store.redis;

import io.keel.im.UserId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import java.util.List;
import java.util.stream.Collectors;

/** How groups and members stand in the cache: their parts with bars between them, which names of users cannot hold. */
final class RosterForm {

    private static final String BAR = "|";
    private static final String SPLIT = "\\|";
    private static final int GROUP_PARTS = 8;

    private RosterForm() {}

    static String of(Group group) {
        // The name comes last: it may hold anything.
        return String.join(
                BAR,
                group.owner().value(),
                Integer.toString(group.size()),
                group.diffusion().name(),
                Boolean.toString(group.forced()),
                Boolean.toString(group.open()),
                Boolean.toString(group.disbanded()),
                Long.toString(group.version()),
                group.name());
    }

    static Group group(GroupId id, String text) {
        String[] parts = text.split(SPLIT, GROUP_PARTS);
        return new Group(
                id,
                parts[7],
                new UserId(parts[0]),
                Integer.parseInt(parts[1]),
                Diffusion.valueOf(parts[2]),
                Boolean.parseBoolean(parts[3]),
                Boolean.parseBoolean(parts[4]),
                Boolean.parseBoolean(parts[5]),
                Long.parseLong(parts[6]));
    }

    static String of(Member member) {
        return String.join(
                BAR,
                member.user().value(),
                member.role().name(),
                Long.toString(member.joinedAt()),
                Long.toString(member.joinSeq()),
                Long.toString(member.visibleFrom()));
    }

    static Member member(String text) {
        String[] parts = text.split(SPLIT, -1);
        return new Member(
                new UserId(parts[0]),
                Role.valueOf(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }

    static String of(List<Member> members) {
        return members.stream().map(RosterForm::of).collect(Collectors.joining("\n"));
    }

    static List<Member> members(String text) {
        return text.lines().map(RosterForm::member).toList();
    }
}
