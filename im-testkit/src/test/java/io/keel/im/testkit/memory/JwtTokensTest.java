package io.keel.im.testkit.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.spi.Authenticator;
import io.keel.im.testkit.ManualClock;
import io.keel.im.testkit.tck.AuthenticatorTck;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class JwtTokensTest extends AuthenticatorTck {
    private static final byte[] KEY =
            "0123456789abcdef0123456789abcdef".getBytes(java.nio.charset.StandardCharsets.US_ASCII);

    private final ManualClock clock = ManualClock.standing();
    private final JwtTokens tokens = JwtTokens.of(KEY, clock, Duration.ofHours(1));

    @Override
    protected Authenticator authenticator() {
        return tokens;
    }

    @Override
    protected String tokenOf(UserId user) {
        return tokens.issue(user).value();
    }

    @Test
    void tokenEndsAMinuteAfterItsTimeAtMost() {
        String token = tokenOf(new UserId("alice"));
        clock.advance(Duration.ofMinutes(59));
        assertThat(tokens.authenticate(token).toCompletableFuture().join()).isPresent();

        clock.advance(Duration.ofMinutes(2).plusSeconds(1));

        assertThat(tokens.authenticate(token).toCompletableFuture().join()).isEmpty();
    }

    @Test
    void tokenOfAnotherKeyIsRefused() {
        byte[] otherKey = KEY.clone();
        otherKey[0]++;

        assertThat(JwtTokens.of(otherKey)
                        .authenticate(tokenOf(new UserId("alice")))
                        .toCompletableFuture()
                        .join())
                .isEmpty();
    }
}
