package io.keel.im.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.UserId;
import io.keel.im.auth.Accounts;
import io.keel.im.auth.Accounts.Outcome;
import io.keel.im.auth.JwtTokens;
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.Authenticator;
import io.keel.im.spi.PasswordHasher;
import io.keel.im.testkit.tck.AuthenticatorTck;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcAuthServiceTest extends AuthenticatorTck {

    private static final UserId ALICE = new UserId("alice");

    private final Link link = Link.overLoopback();
    private final JwtTokens tokens =
            JwtTokens.of("0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII));
    private final Accounts accounts =
            new Accounts(new MemoryStore().accounts(), new Reversing(), tokens, Runnable::run);
    private final GrpcAuthService remote = new GrpcAuthService(link.to(server -> server.export(accounts, tokens)));

    @AfterEach
    void unlink() {
        link.close();
    }

    @Override
    protected Authenticator authenticator() {
        return remote;
    }

    @Override
    protected String tokenOf(UserId user) {
        return tokens.issue(user).value();
    }

    @Test
    void whoRegisteredLogsInAndIsKnownByItsToken() throws Exception {
        assertThat(outcome(remote.register("alice", "a password", "爱丽丝"))).isEqualTo(new Outcome.Registered(ALICE));

        Outcome.LoggedIn in = (Outcome.LoggedIn) outcome(remote.login("alice", "a password"));

        assertThat(in.user()).isEqualTo(ALICE);
        assertThat(in.token().expiresAt()).isPositive();
        assertThat(remote.authenticate(in.token().value()).toCompletableFuture().get(10, TimeUnit.SECONDS))
                .contains(ALICE);
    }

    @Test
    void refusalsComeBackAsTheyWereGiven() throws Exception {
        outcome(remote.register("alice", "a password", ""));

        assertThat(refusal(remote.register("alice", "a password", ""))).isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(refusal(remote.register("bob", "short", ""))).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(refusal(remote.login("alice", "another password"))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    private static ErrorCode refusal(CompletionStage<Outcome> stage) throws Exception {
        return ((Outcome.Refused) outcome(stage)).refusal().code();
    }

    private static Outcome outcome(CompletionStage<Outcome> stage) throws Exception {
        return stage.toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    /** Costs nothing and hides nothing: for tests alone. */
    private static final class Reversing implements PasswordHasher {

        @Override
        public String hash(String password) {
            return new StringBuilder(password).reverse().toString();
        }

        @Override
        public boolean matches(String password, String hash) {
            return hash(password).equals(hash);
        }
    }
}
