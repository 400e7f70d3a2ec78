package io.keel.im.transport.grpc;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import io.grpc.stub.MetadataUtils;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.transport.grpc.v1.ChatGrpc;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A bot's end of a stream, by the generated stub. */
final class BotStream implements ClientResponseObserver<ClientFrame, ServerFrame> {

    private final BlockingQueue<ServerFrame> received = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();
    private final CompletableFuture<@Nullable Metadata> trailers = new CompletableFuture<>();
    private @Nullable ClientCallStreamObserver<ClientFrame> frames;
    private volatile boolean reading = true;
    private boolean owed;

    private BotStream() {}

    /** Opens a stream; an empty token or device is not told. */
    static BotStream open(ManagedChannel channel, String token, String device) {
        Metadata headers = new Metadata();
        if (!token.isEmpty()) {
            headers.put(ClientHeaders.AUTHORIZATION, "Bearer " + token);
        }
        if (!device.isEmpty()) {
            headers.put(ClientHeaders.DEVICE, device);
        }
        BotStream stream = new BotStream();
        ChatGrpc.newStub(channel)
                .withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers))
                .connect(stream);
        return stream;
    }

    void send(ClientFrame frame) {
        frames().onNext(frame);
    }

    ServerFrame next() {
        try {
            return Objects.requireNonNull(received.poll(10, TimeUnit.SECONDS), () -> "no frame; ended: " + ended);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    void reads(boolean on) {
        synchronized (this) {
            reading = on;
            if (on && owed) {
                owed = false;
                frames().request(1);
            }
        }
    }

    void complete() {
        frames().onCompleted();
    }

    void cancel() {
        frames().cancel("gone", null);
    }

    Status.Code status() {
        return ended.orTimeout(10, TimeUnit.SECONDS).join().getCode();
    }

    @Nullable
    String closeCode() {
        Metadata told = trailers.orTimeout(10, TimeUnit.SECONDS).join();
        return told == null ? null : told.get(ClientStream.CLOSE_CODE);
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<ClientFrame> stream) {
        frames = stream;
        stream.disableAutoRequestWithInitial(1);
    }

    @Override
    public void onNext(ServerFrame frame) {
        received.add(frame);
        synchronized (this) {
            if (reading) {
                frames().request(1);
            } else {
                owed = true;
            }
        }
    }

    @Override
    public void onError(Throwable failure) {
        trailers.complete(Status.trailersFromThrowable(failure));
        ended.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        trailers.complete(null);
        ended.complete(Status.OK);
    }

    private ClientCallStreamObserver<ClientFrame> frames() {
        return Objects.requireNonNull(frames, "not started");
    }
}
