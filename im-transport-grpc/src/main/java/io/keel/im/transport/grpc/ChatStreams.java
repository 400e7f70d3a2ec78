package io.keel.im.transport.grpc;

import io.grpc.BindableService;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerServiceDefinition;
import io.grpc.ServiceDescriptor;
import io.keel.im.gateway.Gateway;
import io.keel.im.transport.grpc.v1.ChatGrpc;

/** Makes each call of {@code Chat.Connect} a connection of the gateway. */
final class ChatStreams implements BindableService {

    private final Gateway gateway;
    private final GrpcLanes lanes;

    ChatStreams(Gateway gateway, GrpcLanes lanes) {
        this.gateway = gateway;
        this.lanes = lanes;
    }

    @Override
    public ServerServiceDefinition bindService() {
        FrameBytes frames = new FrameBytes();
        MethodDescriptor<byte[], byte[]> connect =
                ChatGrpc.getConnectMethod().toBuilder(frames, frames).build();
        ServiceDescriptor service = ServiceDescriptor.newBuilder(ChatGrpc.SERVICE_NAME)
                .setSchemaDescriptor(ChatGrpc.getServiceDescriptor().getSchemaDescriptor())
                .addMethod(connect)
                .build();
        return ServerServiceDefinition.builder(service)
                .addMethod(connect, this::connect)
                .build();
    }

    private ServerCall.Listener<byte[]> connect(ServerCall<byte[], byte[]> call, Metadata headers) {
        ClientStream stream = new ClientStream(call, lanes.next());
        call.sendHeaders(new Metadata());
        stream.lane()
                .execute(() -> stream.open(
                        gateway.connect(stream, ClientHeaders.token(headers), ClientHeaders.device(headers))));
        return stream.listener();
    }
}
