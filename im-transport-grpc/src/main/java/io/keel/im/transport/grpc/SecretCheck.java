package io.keel.im.transport.grpc;

import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/** Refuses callers that do not show the shared secret, before anything of their request is read. */
final class SecretCheck implements ServerInterceptor {

    /** Binary, so that a secret may hold any character. */
    static final Metadata.Key<byte[]> SECRET = Metadata.Key.of("im-secret-bin", Metadata.BINARY_BYTE_MARSHALLER);

    private final byte[] expected;

    SecretCheck(String secret) {
        this.expected = secret.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        byte[] shown = headers.get(SECRET);
        // In a time that does not depend on how much of it is right.
        if (shown == null || !MessageDigest.isEqual(expected, shown)) {
            call.close(Status.UNAUTHENTICATED.withDescription("not a member of this deployment"), new Metadata());
            return new ServerCall.Listener<>() {};
        }
        return next.startCall(call, headers);
    }
}
