package io.keel.im.transport.grpc;

import io.grpc.stub.StreamObserver;
import io.keel.im.UserId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.WireResults;
import io.keel.im.protocol.v1.PresenceInfo;
import io.keel.im.query.Result;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.transport.grpc.v1.Done;
import io.keel.im.transport.grpc.v1.GatewayHoldings;
import io.keel.im.transport.grpc.v1.GatewayLease;
import io.keel.im.transport.grpc.v1.GatewayName;
import io.keel.im.transport.grpc.v1.Gateways;
import io.keel.im.transport.grpc.v1.GroupHold;
import io.keel.im.transport.grpc.v1.GroupName;
import io.keel.im.transport.grpc.v1.Located;
import io.keel.im.transport.grpc.v1.Renewed;
import io.keel.im.transport.grpc.v1.Session;
import io.keel.im.transport.grpc.v1.SessionList;
import io.keel.im.transport.grpc.v1.SessionsGrpc;
import io.keel.im.transport.grpc.v1.User;
import io.keel.im.transport.grpc.v1.Users;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** Offers a {@link SessionRegistry} to other processes. */
final class SessionRegistryExport extends SessionsGrpc.SessionsImplBase {

    private final SessionRegistry sessions;

    SessionRegistryExport(SessionRegistry sessions) {
        this.sessions = sessions;
    }

    @Override
    public void userOnline(Session request, StreamObserver<SessionList> observer) {
        Answering.answer(observer, () -> sessions.online(WireSessions.read(request)), WireSessions::of);
    }

    @Override
    public void userOffline(Session request, StreamObserver<Done> observer) {
        Answering.answer(observer, () -> sessions.offline(WireSessions.read(request)), WireValues::done);
    }

    @Override
    public void getUserGateway(User request, StreamObserver<SessionList> observer) {
        list(observer, () -> List.of(new UserId(request.getUser())));
    }

    @Override
    public void getUserGateways(Users request, StreamObserver<SessionList> observer) {
        list(observer, () -> WireValues.users(request.getUsersList()));
    }

    @Override
    public void locate(Users request, StreamObserver<Located> observer) {
        Answering.answer(observer, () -> sessions.locate(WireValues.users(request.getUsersList())), WireSessions::of);
    }

    @Override
    public void getPresence(Users request, StreamObserver<PresenceInfo> observer) {
        Answering.answer(
                observer,
                () -> sessions.presence(WireValues.users(request.getUsersList())),
                items -> WireResults.of(new Result.Presences(items)).getPresenceInfo());
    }

    @Override
    public void holdGroup(GroupHold request, StreamObserver<Done> observer) {
        Answering.answer(
                observer,
                () -> sessions.holds(
                        new GatewayId(request.getGateway()), new GroupId(request.getGroup()), request.getHolds()),
                WireValues::done);
    }

    @Override
    public void getGroupGateways(GroupName request, StreamObserver<Gateways> observer) {
        Answering.answer(
                observer,
                () -> sessions.gatewaysOf(new GroupId(request.getGroup())),
                gateways -> Gateways.newBuilder()
                        .addAllGateways(gateways.stream().map(GatewayId::value).toList())
                        .build());
    }

    @Override
    public void renewGateway(GatewayLease request, StreamObserver<Renewed> observer) {
        Answering.answer(
                observer,
                () -> sessions.renew(new GatewayId(request.getGateway()), Duration.ofMillis(request.getLeaseMillis())),
                known -> Renewed.newBuilder().setKnown(known).build());
    }

    @Override
    public void announceGateway(GatewayHoldings request, StreamObserver<SessionList> observer) {
        Answering.answer(
                observer,
                () -> sessions.announce(
                        new GatewayId(request.getGateway()),
                        request.getSessionsList().stream()
                                .map(WireSessions::read)
                                .toList(),
                        request.getGroupsList().stream().map(GroupId::new).toList()),
                WireSessions::of);
    }

    @Override
    public void gatewayGone(GatewayName request, StreamObserver<Done> observer) {
        Answering.answer(observer, () -> sessions.gone(new GatewayId(request.getGateway())), WireValues::done);
    }

    private void list(StreamObserver<SessionList> observer, Supplier<List<UserId>> users) {
        Supplier<CompletionStage<Map<UserId, List<io.keel.im.presence.Session>>>> found =
                () -> sessions.sessionsOf(users.get());
        Answering.answer(
                observer,
                found,
                byUser -> WireSessions.of(
                        byUser.values().stream().flatMap(Collection::stream).toList()));
    }
}
