package io.keel.im.transport.grpc;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Session;
import io.keel.im.spi.SessionRegistry.Located;
import io.keel.im.transport.grpc.v1.LocatedAt;
import io.keel.im.transport.grpc.v1.SessionList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sessions and where users are, to and from the wire. */
final class WireSessions {

    private WireSessions() {}

    static io.keel.im.transport.grpc.v1.Session of(Session session) {
        return io.keel.im.transport.grpc.v1.Session.newBuilder()
                .setUser(session.user().value())
                .setDevice(session.device().value())
                .setGateway(session.gateway().value())
                .setConnection(session.connection())
                .build();
    }

    static Session read(io.keel.im.transport.grpc.v1.Session wire) {
        return new Session(
                new UserId(wire.getUser()),
                new DeviceId(wire.getDevice()),
                new GatewayId(wire.getGateway()),
                wire.getConnection());
    }

    static SessionList of(Collection<Session> sessions) {
        return SessionList.newBuilder()
                .addAllSessions(sessions.stream().map(WireSessions::of).toList())
                .build();
    }

    static List<Session> read(SessionList wire) {
        return wire.getSessionsList().stream().map(WireSessions::read).toList();
    }

    static io.keel.im.transport.grpc.v1.Located of(Located located) {
        io.keel.im.transport.grpc.v1.Located.Builder wire = io.keel.im.transport.grpc.v1.Located.newBuilder();
        for (GatewayId gateway : located.gateways()) {
            LocatedAt.Builder at = wire.addGatewaysBuilder().setGateway(gateway.value());
            for (int index : located.at(gateway)) {
                at.addUsers(index);
            }
        }
        return wire.build();
    }

    static Located read(io.keel.im.transport.grpc.v1.Located wire) {
        Map<GatewayId, int[]> byGateway = new LinkedHashMap<>();
        for (LocatedAt at : wire.getGatewaysList()) {
            byGateway.put(
                    new GatewayId(at.getGateway()),
                    at.getUsersList().stream().mapToInt(Integer::intValue).toArray());
        }
        return new ReadLocated(byGateway);
    }

    private record ReadLocated(Map<GatewayId, int[]> byGateway) implements Located {

        private static final int[] NONE = {};

        @Override
        public Collection<GatewayId> gateways() {
            return byGateway.keySet();
        }

        @Override
        public int[] at(GatewayId gateway) {
            return byGateway.getOrDefault(gateway, NONE);
        }
    }
}
