package io.keel.im.examples.host;

import io.keel.im.examples.UsageException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;

/** The key that tokens are signed with. */
public final class SigningKey {

    private static final String VARIABLE = "IM_JWT_SECRET";
    private static final int MIN_BYTES = 32;

    private SigningKey() {}

    /** Takes the key from the environment, or makes a random one. */
    public static byte[] fromEnvironment() {
        String secret = System.getenv(VARIABLE);
        if (secret == null || secret.isEmpty()) {
            return random();
        }
        byte[] key = secret.getBytes(StandardCharsets.UTF_8);
        if (key.length < MIN_BYTES) {
            throw new UsageException(VARIABLE + ": " + key.length + " bytes (expected: at least " + MIN_BYTES + ")");
        }
        return key;
    }

    /** Makes a random key. */
    public static byte[] random() {
        byte[] key = new byte[MIN_BYTES];
        new SecureRandom().nextBytes(key);
        return key;
    }
}
