package io.keel.im.transport.grpc;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toUnmodifiableSet;

import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Presence;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.transport.grpc.v1.GatewayHoldings;
import io.keel.im.transport.grpc.v1.GatewayLease;
import io.keel.im.transport.grpc.v1.GatewayName;
import io.keel.im.transport.grpc.v1.GroupHold;
import io.keel.im.transport.grpc.v1.GroupName;
import io.keel.im.transport.grpc.v1.Renewed;
import io.keel.im.transport.grpc.v1.SessionsGrpc;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The sessions that another process keeps. */
public final class GrpcSessionRegistry implements SessionRegistry {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcSessionRegistry(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<List<Session>> online(Session session) {
        return peer.call(SessionsGrpc.getUserOnlineMethod(), WireSessions.of(session), WireSessions::read);
    }

    @Override
    public CompletionStage<Void> offline(Session session) {
        return peer.tell(SessionsGrpc.getUserOfflineMethod(), WireSessions.of(session));
    }

    @Override
    public CompletionStage<Located> locate(List<UserId> users) {
        return peer.call(SessionsGrpc.getLocateMethod(), WireValues.users(users), WireSessions::read);
    }

    @Override
    public CompletionStage<List<Presence>> presence(List<UserId> users) {
        return peer.call(SessionsGrpc.getGetPresenceMethod(), WireValues.users(users), WireValues::presences);
    }

    @Override
    public CompletionStage<Void> holds(GatewayId gateway, GroupId group, boolean holds) {
        return peer.tell(
                SessionsGrpc.getHoldGroupMethod(),
                GroupHold.newBuilder()
                        .setGateway(gateway.value())
                        .setGroup(group.value())
                        .setHolds(holds)
                        .build());
    }

    @Override
    public CompletionStage<Set<GatewayId>> gatewaysOf(GroupId group) {
        return peer.call(
                SessionsGrpc.getGetGroupGatewaysMethod(),
                GroupName.newBuilder().setGroup(group.value()).build(),
                wire -> wire.getGatewaysList().stream().map(GatewayId::new).collect(toUnmodifiableSet()));
    }

    @Override
    public CompletionStage<Boolean> renew(GatewayId gateway, Duration lease) {
        return peer.callAlways(
                SessionsGrpc.getRenewGatewayMethod(),
                GatewayLease.newBuilder()
                        .setGateway(gateway.value())
                        .setLeaseMillis(lease.toMillis())
                        .build(),
                Renewed::getKnown);
    }

    @Override
    public CompletionStage<List<Session>> announce(
            GatewayId gateway, Collection<Session> sessions, Collection<GroupId> rooms) {
        return peer.callAlways(
                SessionsGrpc.getAnnounceGatewayMethod(),
                GatewayHoldings.newBuilder()
                        .setGateway(gateway.value())
                        .addAllSessions(sessions.stream().map(WireSessions::of).toList())
                        .addAllGroups(rooms.stream().map(GroupId::value).toList())
                        .build(),
                WireSessions::read);
    }

    @Override
    public CompletionStage<Void> gone(GatewayId gateway) {
        return peer.tell(
                SessionsGrpc.getGatewayGoneMethod(),
                GatewayName.newBuilder().setGateway(gateway.value()).build());
    }

    @Override
    public CompletionStage<Map<UserId, List<Session>>> sessionsOf(Collection<UserId> users) {
        return peer.call(
                SessionsGrpc.getGetUserGatewaysMethod(),
                WireValues.users(users),
                wire -> WireSessions.read(wire).stream().collect(groupingBy(Session::user)));
    }
}
