package io.keel.im.transport.grpc;

import io.keel.im.testkit.tck.StoreFixture;
import io.keel.im.testkit.tck.UserConversationStoreTck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class GrpcUserConversationStoreTest {

    @Nested
    class OverLoopback extends UserConversationStoreTck {

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
    class InProcess extends UserConversationStoreTck {

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
