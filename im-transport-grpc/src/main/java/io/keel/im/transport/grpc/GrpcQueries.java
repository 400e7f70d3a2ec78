package io.keel.im.transport.grpc;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.spi.Queries;
import io.keel.im.transport.grpc.v1.QueriesGrpc;
import io.keel.im.transport.grpc.v1.QueryRequest;
import java.util.concurrent.CompletionStage;

/** Queries that another process answers. */
public final class GrpcQueries implements Queries {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcQueries(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<Result> answer(UserId user, DeviceId device, Query query) {
        QueryRequest request = QueryRequest.newBuilder()
                .setUser(user.value())
                .setDevice(device.value())
                .setQuery(WireQueries.of(query))
                .build();
        return peer.call(QueriesGrpc.getAnswerMethod(), request, WireQueryResults::read);
    }
}
