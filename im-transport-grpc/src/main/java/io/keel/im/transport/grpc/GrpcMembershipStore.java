package io.keel.im.transport.grpc;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.protocol.WireAnswers;
import io.keel.im.spi.MembershipStore;
import io.keel.im.spi.Roster;
import io.keel.im.transport.grpc.v1.MemberRequest;
import io.keel.im.transport.grpc.v1.MembershipsGrpc;
import io.keel.im.transport.grpc.v1.RosterRequest;
import io.keel.im.transport.grpc.v1.SharingRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The groups that another process reads. */
public final class GrpcMembershipStore implements MembershipStore {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcMembershipStore(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<Map<GroupId, Roster>> rosters(Map<GroupId, Set<UserId>> asked) {
        RosterRequest.Builder request = RosterRequest.newBuilder();
        asked.forEach((group, users) ->
                request.addGroupsBuilder().setGroup(group.value()).addAllUsers(WireValues.names(users)));
        return peer.call(
                MembershipsGrpc.getGetRostersMethod(),
                request.build(),
                wire -> wire.getRostersList().stream()
                        .map(WireRosters::read)
                        .collect(toMap(roster -> roster.group().id(), roster -> roster)));
    }

    @Override
    public CompletionStage<List<Member>> members(GroupId group, String after, int limit) {
        MemberRequest request = MemberRequest.newBuilder()
                .setGroup(group.value())
                .setAfter(after)
                .setLimit(limit)
                .build();
        return peer.call(
                MembershipsGrpc.getListMembersMethod(),
                request,
                wire -> wire.getMembersList().stream().map(WireValues::member).toList());
    }

    @Override
    public CompletionStage<List<Membership>> groupsOf(UserId user) {
        return peer.call(
                MembershipsGrpc.getListGroupsMethod(),
                WireValues.user(user),
                wire -> wire.getMembershipsList().stream()
                        .map(place -> new Membership(
                                WireAnswers.group(place.getGroup()), WireValues.member(place.getMember())))
                        .toList());
    }

    @Override
    public CompletionStage<Set<UserId>> shareWriteDiffusedGroup(UserId user, Set<UserId> others) {
        SharingRequest request = SharingRequest.newBuilder()
                .setUser(user.value())
                .addAllOthers(WireValues.names(others))
                .build();
        return peer.call(
                MembershipsGrpc.getFindSharingMethod(),
                request,
                wire -> wire.getUsersList().stream().map(UserId::new).collect(toUnmodifiableSet()));
    }
}
