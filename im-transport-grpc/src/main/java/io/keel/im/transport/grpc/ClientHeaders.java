package io.keel.im.transport.grpc;

import io.grpc.Metadata;
import java.util.Optional;

/** What a client tells about itself in the metadata of a call. */
final class ClientHeaders {

    /** {@code Bearer}, a space, the token. */
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /** From which device. */
    static final Metadata.Key<String> DEVICE = Metadata.Key.of("im-device", Metadata.ASCII_STRING_MARSHALLER);

    private static final String SCHEME = "bearer ";

    private ClientHeaders() {}

    static Optional<String> token(Metadata headers) {
        String value = headers.get(AUTHORIZATION);
        return value != null && value.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                ? Optional.of(value.substring(SCHEME.length()).strip())
                : Optional.empty();
    }

    static Optional<String> device(Metadata headers) {
        return Optional.ofNullable(headers.get(DEVICE));
    }
}
