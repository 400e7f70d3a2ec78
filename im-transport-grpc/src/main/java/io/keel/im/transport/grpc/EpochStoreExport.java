package io.keel.im.transport.grpc;

import io.grpc.stub.StreamObserver;
import io.keel.im.spi.EpochStore;
import io.keel.im.transport.grpc.v1.Epoch;
import io.keel.im.transport.grpc.v1.EpochRequest;
import io.keel.im.transport.grpc.v1.EpochsGrpc;

/** Offers an {@link EpochStore} to other processes. */
final class EpochStoreExport extends EpochsGrpc.EpochsImplBase {

    private final EpochStore epochs;

    EpochStoreExport(EpochStore epochs) {
        this.epochs = epochs;
    }

    @Override
    public void getEpoch(EpochRequest request, StreamObserver<Epoch> observer) {
        Answering.answer(
                observer,
                epochs::epoch,
                epoch -> Epoch.newBuilder().setEpoch(epoch).build());
    }
}
