package io.keel.im.spi;

import io.keel.im.UserId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Tells whose token it is. The host brings its own, or takes the one for JSON Web Tokens. */
@FunctionalInterface
public interface Authenticator {

    /**
     * Checks a token once, when a connection comes.
     *
     * @param token as the client sent it; never log it
     * @return the user; empty when the token is not valid. A failed stage means that nobody could tell
     */
    CompletionStage<Optional<UserId>> authenticate(String token);
}
