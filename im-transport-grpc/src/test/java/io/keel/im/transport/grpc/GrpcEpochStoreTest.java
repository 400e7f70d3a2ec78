package io.keel.im.transport.grpc;

import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.EpochStore;
import io.keel.im.testkit.tck.EpochStoreTck;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;

class GrpcEpochStoreTest {

    @Nested
    class OverLoopback extends EpochStoreTck {

        private final Link link = Link.overLoopback();

        @Override
        protected EpochStore newEpochs() {
            EpochStore epochs = new MemoryStore().epochs();
            return new GrpcEpochStore(link.to(server -> server.export(epochs)));
        }

        @AfterEach
        void unlink() {
            link.close();
        }
    }

    @Nested
    class InProcess extends EpochStoreTck {

        private final Link link = Link.inProcess();

        @Override
        protected EpochStore newEpochs() {
            EpochStore epochs = new MemoryStore().epochs();
            return new GrpcEpochStore(link.to(server -> server.export(epochs)));
        }

        @AfterEach
        void unlink() {
            link.close();
        }
    }
}
