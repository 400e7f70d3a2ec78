package io.keel.im.auth;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.keel.im.UserId;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Base64;
import java.util.Date;
import java.util.Optional;
import java.util.Random;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JwtTokensTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_763_900_000);
    private static final byte[] KEY = key(1);
    private static final UserId ALICE = new UserId("alice");

    private Instant now = NOW;
    private final JwtTokens tokens = JwtTokens.of(KEY, () -> now, Duration.ofHours(1));

    @Test
    void tokenNamesItsUser() {
        assertThat(user(tokens.issue(ALICE).value())).contains(ALICE);
    }

    @Test
    void tokenSaysWhenItEnds() {
        assertThat(tokens.issue(ALICE).expiresAt())
                .isEqualTo(NOW.plus(Duration.ofHours(1)).toEpochMilli());
    }

    @Test
    void tokenIsGoodUntilALeewayPastItsEnd() {
        String token = tokens.issue(ALICE).value();

        now = NOW.plus(Duration.ofHours(1)).plus(JwtTokens.LEEWAY);
        assertThat(user(token)).contains(ALICE);
        now = now.plusSeconds(1);
        assertThat(user(token)).isEmpty();
    }

    @Test
    void tokenOfTheFutureIsRefused() {
        String token = tokens.issue(ALICE).value();

        now = NOW.minus(JwtTokens.LEEWAY);
        assertThat(user(token)).contains(ALICE);
        now = now.minusSeconds(1);
        assertThat(user(token)).isEmpty();
    }

    @Test
    void tokenThatIsNotValidYetIsRefused() {
        Instant later = NOW.plusSeconds(61);

        assertThat(user(signed(claims().notBeforeTime(Date.from(later)).build())))
                .isEmpty();
        assertThat(user(signed(claims().build()))).contains(ALICE);
    }

    @Test
    void tokenWithoutAnEndIsRefused() {
        assertThat(user(signed(claims().expirationTime(null).build()))).isEmpty();
    }

    @Test
    void tokenOfAnotherKeyIsRefused() {
        JwtTokens others = JwtTokens.of(key(2), InstantSource.fixed(NOW), Duration.ofHours(1));

        assertThat(user(others.issue(ALICE).value())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "ü", "12345678901234567890123456789012345678901234567890123456789012345"})
    void malformedSubjectIsRefused(String subject) {
        assertThat(user(signed(claims().subject(subject).build()))).isEmpty();
    }

    @Test
    void missingSubjectIsRefused() {
        assertThat(user(signed(claims().subject(null).build()))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sub':7,'exp':9999999999}",
                "{'sub':['alice'],'exp':9999999999}",
                "{'sub':'alice','exp':'tomorrow'}",
                "{'sub':'alice','exp':null}",
                "{'sub':'alice','exp':-1}",
                "{'sub':'alice','exp':9999999999,'iat':'x'}",
                "['alice']",
                "alice",
                ""
            })
    void claimsOfTheWrongTypeAreRefused(String claims) {
        assertThat(user(raw("{'alg':'HS256'}", claims))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'alg':'none'}",
                "{'alg':'HS512'}",
                "{'alg':'HS384'}",
                "{'alg':'RS256'}",
                "{'alg':'hs256'}",
                "{'alg':'X'}",
                "{'alg':1}",
                "{'typ':'JWT'}",
                "{}",
                "[]",
                "",
                "{'alg':'HS256','crit':['exp']}",
                "{'alg':'HS256','crit':['b64'],'b64':false}",
                "{'alg':'HS256','crit':[]}",
                "{'alg':'dir','enc':'A128GCM'}"
            })
    void headerOtherThanHs256IsRefused(String header) {
        assertThat(user(raw(header, "{'sub':'alice','exp':9999999999}"))).isEmpty();
        assertThat(user(raw("{'alg':'HS256','typ':'JWT'}", "{'sub':'alice','exp':9999999999}")))
                .contains(ALICE);
    }

    @Test
    void unsignedTokenIsRefused() {
        String token = tokens.issue(ALICE).value();
        String unsigned =
                base64("{\"alg\":\"none\"}") + token.substring(token.indexOf('.'), token.lastIndexOf('.') + 1);

        assertThat(user(unsigned)).isEmpty();
        assertThat(user(token.substring(0, token.lastIndexOf('.') + 1))).isEmpty();
    }

    @Test
    void anyChangedBitIsRefused() {
        String token = tokens.issue(ALICE).value();
        for (int i = 0; i < token.length(); i++) {
            for (char other : new char[] {'A', 'z', '.', '=', 'é'}) {
                String changed = token.substring(0, i) + other + token.substring(i + 1);
                // The last character's unused bits say nothing.
                if (i < token.length() - 1 && !changed.equals(token)) {
                    assertThat(user(changed)).as(changed).isEmpty();
                }
            }
        }
    }

    @Test
    void garbageNeverThrows() {
        Random random = new Random(7);
        for (int i = 0; i < 2_000; i++) {
            byte[] bytes = new byte[random.nextInt(120)];
            random.nextBytes(bytes);
            String text = new String(bytes, UTF_8);
            assertThat(user(text)).isEmpty();
            assertThat(user(base64(text) + '.' + base64(text) + '.' + base64(text)))
                    .isEmpty();
        }
        assertThat(user(".".repeat(60_000))).isEmpty();
    }

    @Test
    void deepNestingNeverThrows() {
        String deep = "{\"alg\":\"HS256\",\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

        assertThat(user(base64(deep) + '.' + base64("{}") + ".AAAA")).isEmpty();
        assertThat(user(raw("{'alg':'HS256'}", deep))).isEmpty();
    }

    @Test
    void keyHas32BytesOrMore() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> JwtTokens.of(Arrays.copyOf(KEY, 31)))
                .withMessage("key: 31 bytes (expected: at least 32)");
    }

    @Test
    void tokenIsNeverPrinted() {
        JwtTokens.Token token = tokens.issue(ALICE);

        assertThat(token.toString()).doesNotContain(token.value());
    }

    private Optional<UserId> user(String token) {
        return tokens.authenticate(token).toCompletableFuture().join();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().subject("alice").expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static String signed(JWTClaimsSet claims) {
        SignedJWT jwt = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        try {
            jwt.sign(new MACSigner(KEY));
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }
        return jwt.serialize();
    }

    /** Signs any header and any claims by the right key. */
    private static String raw(String header, String claims) {
        String signed = base64(header.replace('\'', '"')) + '.' + base64(claims.replace('\'', '"'));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
            return signed
                    + '.'
                    + Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(signed.getBytes(UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static String base64(String text) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(UTF_8));
    }

    private static byte[] key(int seed) {
        return ByteBuffer.allocate(32).putInt(seed).array();
    }
}
