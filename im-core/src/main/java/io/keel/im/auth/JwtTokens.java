package io.keel.im.auth;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSVerifier;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.MACVerifier;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.UserId;
import io.keel.im.id.Names;
import io.keel.im.spi.Authenticator;
import java.text.ParseException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Issues and checks JSON Web Tokens (RFC 7519) signed by HS256. A token names its user in {@code sub} and must bear
 * {@code exp}; any other algorithm, {@code none} included, and any critical extension are refused. Clocks may differ by
 * {@link #LEEWAY}. Safe for use by several threads.
 */
public final class JwtTokens implements Authenticator {

    /** By how much the clocks of who issues and who checks may differ. */
    public static final Duration LEEWAY = Duration.ofSeconds(60);

    /** The shortest key, in bytes. */
    public static final int MIN_KEY_BYTES = 32;

    private static final Duration DEFAULT_LIFETIME = Duration.ofDays(7);

    private final MACSigner signer;
    private final JWSVerifier verifier;
    private final InstantSource clock;
    private final Duration lifetime;

    private JwtTokens(byte[] key, InstantSource clock, Duration lifetime) {
        if (key.length < MIN_KEY_BYTES) {
            throw new IllegalArgumentException(
                    "key: " + key.length + " bytes (expected: at least " + MIN_KEY_BYTES + ")");
        }
        try {
            this.signer = new MACSigner(key);
            this.verifier = new MACVerifier(key);
        } catch (JOSEException unusable) {
            throw new IllegalArgumentException("key: cannot be used for HS256", unusable);
        }
        this.clock = clock;
        this.lifetime = lifetime;
    }

    /**
     * A token and its end.
     *
     * @param value what the client presents; never log it
     * @param expiresAt until when it is good, milliseconds since the epoch
     */
    public record Token(String value, long expiresAt) {

        /** Tells its end alone. */
        @Override
        public String toString() {
            return "Token[expires at " + expiresAt + "]";
        }
    }

    /**
     * Signs and checks by a key, for seven days by the system's clock.
     *
     * @param key at least {@value #MIN_KEY_BYTES} bytes; the same at whatever issues and whatever checks
     */
    public static JwtTokens of(byte[] key) {
        return of(key, InstantSource.system(), DEFAULT_LIFETIME);
    }

    /**
     * Signs and checks by a key.
     *
     * @param lifetime for how long a token is good
     */
    public static JwtTokens of(byte[] key, InstantSource clock, Duration lifetime) {
        return new JwtTokens(key, clock, lifetime);
    }

    /** Makes a token for a user. */
    public Token issue(UserId user) {
        Instant now = clock.instant();
        Instant end = now.plus(lifetime);
        SignedJWT token = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject(user.value())
                        .issueTime(Date.from(now))
                        .expirationTime(Date.from(end))
                        .build());
        try {
            token.sign(signer);
        } catch (JOSEException failure) {
            throw new ImException(ErrorCode.INTERNAL, "a token could not be signed", failure);
        }
        return new Token(token.serialize(), end.getEpochSecond() * 1_000);
    }

    /** Checks a token; complete when returned, and never a failure. */
    @Override
    public CompletionStage<Optional<UserId>> authenticate(String token) {
        return CompletableFuture.completedFuture(check(token));
    }

    private Optional<UserId> check(String token) {
        try {
            SignedJWT jwt = SignedJWT.parse(token);
            JWSHeader header = jwt.getHeader();
            if (!isPlain(header) || !jwt.verify(verifier)) {
                return Optional.empty();
            }
            JWTClaimsSet claims = jwt.getJWTClaimsSet();
            return isTimely(claims) ? user(jwt.getPayload().toJSONObject().get("sub")) : Optional.empty();
        } catch (ParseException | JOSEException | RuntimeException malformed) {
            return Optional.empty();
        }
    }

    /** There is one key, and it is not the token that says which: a header that names or brings one is refused. */
    private static boolean isPlain(JWSHeader header) {
        return JWSAlgorithm.HS256.equals(header.getAlgorithm())
                && header.getCriticalParams() == null
                && header.getKeyID() == null
                && header.getJWKURL() == null
                && header.getJWK() == null
                && header.getX509CertURL() == null;
    }

    private boolean isTimely(JWTClaimsSet claims) {
        Date end = claims.getExpirationTime();
        if (end == null) {
            return false;
        }
        Instant now = clock.instant();
        boolean ended = end.toInstant().plus(LEEWAY).isBefore(now);
        return !ended && !isAhead(claims.getNotBeforeTime(), now) && !isAhead(claims.getIssueTime(), now);
    }

    private static boolean isAhead(@Nullable Date time, Instant now) {
        return time != null && time.toInstant().minus(LEEWAY).isAfter(now);
    }

    /** A subject that is a number names nobody, though the library would read it as text. */
    private static Optional<UserId> user(@Nullable Object subject) {
        return subject instanceof String name && Names.isName(name) ? Optional.of(new UserId(name)) : Optional.empty();
    }
}
