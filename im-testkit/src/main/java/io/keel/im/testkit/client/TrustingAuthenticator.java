package io.keel.im.testkit.client;

import io.keel.im.UserId;
import io.keel.im.id.Names;
import io.keel.im.spi.Authenticator;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Takes a token for the user's name. For tests alone: it believes everybody. */
public final class TrustingAuthenticator implements Authenticator {
    @Override
    public CompletionStage<Optional<UserId>> authenticate(String token) {
        return CompletableFuture.completedFuture(
                Names.isName(token) ? Optional.of(new UserId(token)) : Optional.empty());
    }
}
