package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.spi.Authenticator;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link Authenticator} promises, for those whose tokens are signed. */
@DisplayName("An authenticator")
public abstract class AuthenticatorTck extends PortTck {
    /** The authenticator. */
    protected abstract Authenticator authenticator() throws Exception;

    /** Makes a token of a user that the authenticator takes now. */
    protected abstract String tokenOf(UserId user) throws Exception;

    @Test
    @DisplayName("tells whose token it is, case included")
    void tellsWhoseTokenItIs() throws Exception {
        for (UserId user : new UserId[] {new UserId("alice"), new UserId("Alice"), new UserId("a.b_c@d-1")}) {
            assertThat(await(authenticator().authenticate(tokenOf(user)))).contains(user);
        }
    }

    @Test
    @DisplayName("takes a token as often as it comes")
    void takesATokenAsOftenAsItComes() throws Exception {
        String token = tokenOf(new UserId("alice"));
        Authenticator authenticator = authenticator();

        for (int i = 0; i < 3; i++) {
            assertThat(await(authenticator.authenticate(token))).contains(new UserId("alice"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "alice",
                "..",
                "a.b.c",
                "null",
                "Bearer x",
                "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbGljZSIsImV4cCI6NDA3MDkwODgwMH0."
            })
    @DisplayName("refuses what is no token, and fails no stage over it")
    void refusesWhatIsNoToken(String token) throws Exception {
        assertThat(await(authenticator().authenticate(token))).isEmpty();
    }

    @Test
    @DisplayName("refuses a token with any character changed")
    void refusesATokenThatWasChanged() throws Exception {
        String token = tokenOf(new UserId("alice"));
        // The last character of a base64 part may hold unused bits: it is left alone.
        for (int at = 0; at < token.length() - 1; at += 3) {
            char other = token.charAt(at) == 'A' ? 'B' : 'A';
            String changed = token.substring(0, at) + other + token.substring(at + 1);
            if (token.charAt(at + 1) != '.') {
                assertThat(await(authenticator().authenticate(changed)))
                        .as("character %d changed", at)
                        .isEmpty();
            }
        }
    }
}
