package io.keel.im.transport.grpc;

import io.grpc.stub.StreamObserver;
import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.spi.Queries;
import io.keel.im.transport.grpc.v1.QueriesGrpc;
import io.keel.im.transport.grpc.v1.QueryRequest;
import io.keel.im.transport.grpc.v1.QueryResponse;

/** Offers {@link Queries} to other processes. */
final class QueriesExport extends QueriesGrpc.QueriesImplBase {

    private final Queries queries;

    QueriesExport(Queries queries) {
        this.queries = queries;
    }

    @Override
    public void answer(QueryRequest request, StreamObserver<QueryResponse> observer) {
        Answering.answer(
                observer,
                () -> {
                    UserId user = new UserId(request.getUser());
                    return queries.answer(
                            user, new DeviceId(request.getDevice()), WireQueries.read(request.getQuery(), user));
                },
                WireQueryResults::of);
    }
}
