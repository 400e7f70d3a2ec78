package io.keel.im.examples.wire;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The users of the load and the tokens they come with: HS256 JWTs, made here from the secret that the server was started
 * with.
 */
public final class KeelAccess {

    /** The environment variable that the server reads its secret from. */
    public static final String SECRET_VARIABLE = "IM_JWT_SECRET";

    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final String HEADER = encode("{\"alg\":\"HS256\",\"typ\":\"JWT\"}");
    private static final long LIFE_SECONDS = 24 * 3600;

    private final Mac mac;

    /** Users of the server that was started with this secret of 32 bytes or more. */
    public KeelAccess(String secret) {
        try {
            mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("no HmacSHA256 in this JVM", e);
        }
    }

    /** The name of the user with this index. */
    public static String user(int index) {
        return String.format("u%05d", index);
    }

    /** The request target by which a user comes with a device. */
    public String target(String user, String device) {
        return "/ws?token=" + token(user) + "&device=" + device;
    }

    private String token(String user) {
        long now = Instant.now().getEpochSecond();
        String claims = encode("{\"sub\":\"" + user + "\",\"iat\":" + now + ",\"exp\":" + (now + LIFE_SECONDS) + "}");
        String signed = HEADER + "." + claims;
        byte[] signature;
        synchronized (mac) {
            signature = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
        }
        return signed + "." + BASE64.encodeToString(signature);
    }

    private static String encode(String json) {
        return BASE64.encodeToString(json.getBytes(StandardCharsets.US_ASCII));
    }
}
