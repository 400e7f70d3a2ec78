package io.keel.im.transport.grpc;

import static java.util.stream.Collectors.toUnmodifiableSet;

import io.grpc.stub.StreamObserver;
import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.WireAnswers;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import io.keel.im.transport.grpc.v1.MemberList;
import io.keel.im.transport.grpc.v1.MemberRequest;
import io.keel.im.transport.grpc.v1.Membership;
import io.keel.im.transport.grpc.v1.MembershipList;
import io.keel.im.transport.grpc.v1.MembershipsGrpc;
import io.keel.im.transport.grpc.v1.RosterOf;
import io.keel.im.transport.grpc.v1.RosterRequest;
import io.keel.im.transport.grpc.v1.Rosters;
import io.keel.im.transport.grpc.v1.SharingRequest;
import io.keel.im.transport.grpc.v1.User;
import io.keel.im.transport.grpc.v1.Users;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Offers a {@link MembershipStore} to other processes. */
final class MembershipStoreExport extends MembershipsGrpc.MembershipsImplBase {

    private final MembershipStore memberships;

    MembershipStoreExport(MembershipStore memberships) {
        this.memberships = memberships;
    }

    @Override
    public void getRosters(RosterRequest request, StreamObserver<Rosters> observer) {
        Map<GroupId, Set<UserId>> asked = new HashMap<>();
        Answering.answer(
                observer,
                () -> {
                    for (RosterOf group : request.getGroupsList()) {
                        asked.put(
                                new GroupId(group.getGroup()),
                                group.getUsersList().stream().map(UserId::new).collect(toUnmodifiableSet()));
                    }
                    return memberships.rosters(asked);
                },
                found -> rosters(found, asked));
    }

    @Override
    public void listMembers(MemberRequest request, StreamObserver<MemberList> observer) {
        Answering.answer(
                observer,
                () -> memberships.members(new GroupId(request.getGroup()), request.getAfter(), request.getLimit()),
                members -> MemberList.newBuilder()
                        .addAllMembers(members.stream().map(WireValues::member).toList())
                        .build());
    }

    @Override
    public void listGroups(User request, StreamObserver<MembershipList> observer) {
        Answering.answer(
                observer, () -> memberships.groupsOf(new UserId(request.getUser())), MembershipStoreExport::places);
    }

    @Override
    public void findSharing(SharingRequest request, StreamObserver<Users> observer) {
        Answering.answer(
                observer,
                () -> memberships.shareWriteDiffusedGroup(
                        new UserId(request.getUser()), Set.copyOf(WireValues.users(request.getOthersList()))),
                WireValues::users);
    }

    private static Rosters rosters(Map<GroupId, Roster> found, Map<GroupId, Set<UserId>> asked) {
        Rosters.Builder wire = Rosters.newBuilder();
        found.forEach((group, roster) -> wire.addRosters(WireRosters.of(roster, asked.getOrDefault(group, Set.of()))));
        return wire.build();
    }

    private static MembershipList places(List<MembershipStore.Membership> places) {
        MembershipList.Builder wire = MembershipList.newBuilder();
        for (MembershipStore.Membership place : places) {
            wire.addMemberships(Membership.newBuilder()
                    .setGroup(WireAnswers.group(place.group()))
                    .setMember(WireValues.member(place.member())));
        }
        return wire.build();
    }
}
