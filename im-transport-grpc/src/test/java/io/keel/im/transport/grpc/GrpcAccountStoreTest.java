package io.keel.im.transport.grpc;

import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.AccountStore;
import io.keel.im.testkit.tck.AccountStoreTck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class GrpcAccountStoreTest {

    @Nested
    class OverLoopback extends AccountStoreTck {

        private final Link link = Link.overLoopback();

        @Override
        protected AccountStore newAccounts() {
            AccountStore accounts = new MemoryStore().accounts();
            return new GrpcAccountStore(link.to(server -> server.export(accounts)));
        }

        @AfterEach
        void unlink() {
            link.close();
        }
    }

    @Nested
    class InProcess extends AccountStoreTck {

        private final Link link = Link.inProcess();

        @Override
        protected AccountStore newAccounts() {
            AccountStore accounts = new MemoryStore().accounts();
            return new GrpcAccountStore(link.to(server -> server.export(accounts)));
        }

        @AfterEach
        void unlink() {
            link.close();
        }
    }
}
