package io.keel.im.transport.grpc;

import io.keel.im.testkit.tck.InboxStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class GrpcInboxStoreTest {

    @Nested
    class OverLoopback extends InboxStoreTck {

        private final Link link = Link.overLoopback();

        @Override
        protected StoreFixture newStores() {
            return RemoteStores.over(link);
        }

        @AfterEach
        void unlink() {
            link.close();
        }
    }

    @Nested
    class InProcess extends InboxStoreTck {

        private final Link link = Link.inProcess();

        @Override
        protected StoreFixture newStores() {
            return RemoteStores.over(link);
        }

        @AfterEach
        void unlink() {
            link.close();
        }
    }
}
