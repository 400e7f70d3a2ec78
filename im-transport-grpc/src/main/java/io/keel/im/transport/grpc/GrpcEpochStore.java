package io.keel.im.transport.grpc;

import io.keel.im.spi.EpochStore;
import io.keel.im.transport.grpc.v1.Epoch;
import io.keel.im.transport.grpc.v1.EpochRequest;
import io.keel.im.transport.grpc.v1.EpochsGrpc;
import java.util.concurrent.CompletionStage;

/** The life of a store that another process has. */
public final class GrpcEpochStore implements EpochStore {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcEpochStore(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<String> epoch() {
        return peer.call(EpochsGrpc.getGetEpochMethod(), EpochRequest.getDefaultInstance(), Epoch::getEpoch);
    }
}
