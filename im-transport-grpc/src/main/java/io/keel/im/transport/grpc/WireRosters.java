package io.keel.im.transport.grpc;

import io.keel.im.UserId;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.protocol.WireAnswers;
import io.keel.im.spi.Roster;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Groups with the members asked for, to and from the wire. */
final class WireRosters {

    private WireRosters() {}

    static io.keel.im.transport.grpc.v1.Roster of(Roster roster, Set<UserId> asked) {
        io.keel.im.transport.grpc.v1.Roster.Builder wire =
                io.keel.im.transport.grpc.v1.Roster.newBuilder().setGroup(WireAnswers.group(roster.group()));
        List<UserId> everyone = roster.everyone();
        for (UserId user : everyone) {
            wire.addMembers(WireValues.member(roster.member(user)
                    .orElseThrow(() -> new IllegalStateException("a roster that does not know its members"))));
        }
        wire.setEveryone(everyone.size());
        Set<UserId> others = new HashSet<>(asked);
        everyone.forEach(others::remove);
        for (UserId user : others) {
            roster.member(user).ifPresent(member -> wire.addMembers(WireValues.member(member)));
        }
        return wire.build();
    }

    static Roster read(io.keel.im.transport.grpc.v1.Roster wire) {
        Map<UserId, Member> members = new LinkedHashMap<>();
        wire.getMembersList().stream().map(WireValues::member).forEach(member -> members.put(member.user(), member));
        List<UserId> everyone =
                List.copyOf(new ArrayList<>(members.keySet()).subList(0, Math.min(wire.getEveryone(), members.size())));
        return new ReadRoster(WireAnswers.group(wire.getGroup()), members, everyone);
    }

    private record ReadRoster(Group group, Map<UserId, Member> members, List<UserId> everyone) implements Roster {

        @Override
        public Optional<Member> member(UserId user) {
            return Optional.ofNullable(members.get(user));
        }
    }
}
