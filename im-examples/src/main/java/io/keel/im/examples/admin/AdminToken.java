package io.keel.im.examples.admin;

import io.keel.im.examples.UsageException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Optional;

/** What the page asks of whoever looks at it. Immutable. */
final class AdminToken {

    /** Names it in the environment. */
    static final String VARIABLE = "IM_ADMIN_TOKEN";

    private static final int LEAST_BYTES = 16;
    private static final String SCHEME = "Bearer ";

    private final byte[] digest;

    private AdminToken(String token) {
        this.digest = digest(token);
    }

    /**
     * Takes a token.
     *
     * @throws UsageException if it is missing, or shorter than 16 bytes
     */
    static AdminToken of(String token) {
        if (token.isEmpty()) {
            throw new UsageException(VARIABLE + ": missing (whoever looks at the page has to know it)");
        }
        int length = token.getBytes(StandardCharsets.UTF_8).length;
        if (length < LEAST_BYTES) {
            throw new UsageException(VARIABLE + ": " + length + " bytes (expected: at least " + LEAST_BYTES + ")");
        }
        return new AdminToken(token);
    }

    /** Tells whether an {@code Authorization} header shows it, in a time that tells nothing about it. */
    boolean isShownBy(Optional<String> authorization) {
        String shown = authorization
                .filter(header -> header.startsWith(SCHEME))
                .map(header -> header.substring(SCHEME.length()))
                .orElse("");
        return MessageDigest.isEqual(digest, digest(shown));
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    /** Tells nothing of it. */
    @Override
    public String toString() {
        return "AdminToken";
    }
}
