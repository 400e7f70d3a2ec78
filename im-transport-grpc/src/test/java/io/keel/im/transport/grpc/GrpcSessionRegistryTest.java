package io.keel.im.transport.grpc;

import io.keel.im.memory.MemorySessions;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.ManualClock;
import io.keel.im.testkit.tck.SessionRegistryTck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class GrpcSessionRegistryTest {

    @Nested
    class OverLoopback extends SessionRegistryTck {

        private final Link link = Link.overLoopback();

        private final MemorySessions sessions = new MemorySessions(ManualClock.standing());

        @Override
        protected SessionRegistry newRegistry() {
            return new GrpcSessionRegistry(link.to(server -> server.export(sessions)));
        }

        @Override
        protected void lapse(GatewayId gateway) {
            sessions.lapse(gateway);
        }

        @Override
        protected void forget() {
            sessions.forget();
        }

        @AfterEach
        void unlink() {
            link.close();
        }
    }

    @Nested
    class InProcess extends SessionRegistryTck {

        private final Link link = Link.inProcess();

        private final MemorySessions sessions = new MemorySessions(ManualClock.standing());

        @Override
        protected SessionRegistry newRegistry() {
            return new GrpcSessionRegistry(link.to(server -> server.export(sessions)));
        }

        @Override
        protected void lapse(GatewayId gateway) {
            sessions.lapse(gateway);
        }

        @Override
        protected void forget() {
            sessions.forget();
        }

        @AfterEach
        void unlink() {
            link.close();
        }
    }
}
