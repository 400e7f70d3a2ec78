package io.keel.im.transport.grpc;

import io.grpc.ChannelCredentials;
import io.grpc.InsecureChannelCredentials;
import io.grpc.InsecureServerCredentials;
import io.grpc.ServerCredentials;
import io.grpc.TlsChannelCredentials;
import io.grpc.TlsServerCredentials;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How the processes of one deployment believe each other; the same value serves both sides. Immutable.
 *
 * <p>With an identity and a trusted authority, both sides show certificates (mutual TLS). With an identity alone a server speaks
 * TLS, with an authority alone a client does; with neither it is plain TCP. Without mutual TLS a server asks every caller for the
 * shared secret, and without TLS that secret travels as it is: for a network of one's own.
 */
public final class GrpcSecurity {

    private static final int MIN_SECRET = 16;

    private final @Nullable Identity identity;
    private final @Nullable Path authorities;
    private final @Nullable String secret;

    private GrpcSecurity(@Nullable Identity identity, @Nullable Path authorities, @Nullable String secret) {
        this.identity = identity;
        this.authorities = authorities;
        this.secret = secret;
    }

    /** Proves nothing: for servers that export no port, and for in-process ones. */
    public static GrpcSecurity none() {
        return new GrpcSecurity(null, null, null);
    }

    /**
     * Proves by a secret that all processes share.
     *
     * @param secret 16 bytes or more
     */
    public static GrpcSecurity sharedSecret(String secret) {
        return none().withSecret(secret);
    }

    /** Adds a secret that all processes share, of 16 bytes or more. */
    public GrpcSecurity withSecret(String shared) {
        int length = shared.getBytes(StandardCharsets.UTF_8).length;
        if (length < MIN_SECRET) {
            throw new IllegalArgumentException("secret: " + length + " bytes (expected: " + MIN_SECRET + " or more)");
        }
        return new GrpcSecurity(identity, authorities, shared);
    }

    /**
     * Adds a certificate to show. The files are read when a server starts or a peer is made.
     *
     * @param certificates the certificate and its chain, in PEM; names the host or the address that callers use
     * @param key the private key, in PEM (PKCS#8), without a password
     */
    public GrpcSecurity withIdentity(Path certificates, Path key) {
        return new GrpcSecurity(new Identity(certificates, key), authorities, secret);
    }

    /**
     * Adds whose certificates are believed.
     *
     * @param certificates of the authorities, in PEM
     */
    public GrpcSecurity withAuthorities(Path certificates) {
        return new GrpcSecurity(identity, certificates, secret);
    }

    /** Tells whether a server that is set up so can tell a stranger. */
    boolean closed() {
        return mutual() || secret != null;
    }

    /** The secret that a server asks for; null when certificates prove its callers, or when nothing does. */
    @Nullable
    String asked() {
        return mutual() ? null : secret;
    }

    /** The secret that a caller shows, if there is one. */
    @Nullable
    String shown() {
        return secret;
    }

    ServerCredentials server() {
        if (identity == null) {
            return InsecureServerCredentials.create();
        }
        try {
            TlsServerCredentials.Builder tls =
                    TlsServerCredentials.newBuilder().keyManager(identity.certificates.toFile(), identity.key.toFile());
            if (authorities != null) {
                tls.trustManager(authorities.toFile()).clientAuth(TlsServerCredentials.ClientAuth.REQUIRE);
            }
            return tls.build();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    ChannelCredentials client() {
        if (authorities == null) {
            return InsecureChannelCredentials.create();
        }
        try {
            TlsChannelCredentials.Builder tls =
                    TlsChannelCredentials.newBuilder().trustManager(authorities.toFile());
            if (identity != null) {
                tls.keyManager(identity.certificates.toFile(), identity.key.toFile());
            }
            return tls.build();
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private boolean mutual() {
        return identity != null && authorities != null;
    }

    private static ImException unreadable(IOException cause) {
        return new ImException(
                ErrorCode.FAILED_PRECONDITION, "a PEM file cannot be read: " + cause.getMessage(), cause);
    }

    /** Tells nothing of the secret. */
    @Override
    public String toString() {
        return "GrpcSecurity[" + (mutual() ? "mutual TLS" : secret != null ? "shared secret" : "none") + "]";
    }

    private record Identity(Path certificates, Path key) {}
}
