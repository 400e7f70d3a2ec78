package io.keel.im.transport.grpc;

import io.keel.im.testkit.tck.MembershipStoreTck;
import io.keel.im.testkit.tck.StoreFixture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class GrpcMembershipStoreTest {

    @Nested
    class OverLoopback extends MembershipStoreTck {

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
    class InProcess extends MembershipStoreTck {

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
