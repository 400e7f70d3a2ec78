package io.keel.im.transport.grpc;

import io.keel.im.UserId;
import io.keel.im.auth.Accounts.Outcome;
import io.keel.im.auth.AuthService;
import io.keel.im.auth.JwtTokens;
import io.keel.im.spi.Authenticator;
import io.keel.im.transport.grpc.v1.AuthServiceGrpc;
import io.keel.im.transport.grpc.v1.LoginRequest;
import io.keel.im.transport.grpc.v1.LoginResponse;
import io.keel.im.transport.grpc.v1.RegisterRequest;
import io.keel.im.transport.grpc.v1.RegisterResponse;
import io.keel.im.transport.grpc.v1.Token;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Registration, login and the proof of tokens, by another process. */
public final class GrpcAuthService implements AuthService, Authenticator {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcAuthService(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<Outcome> register(String user, String password, String name) {
        RegisterRequest request = RegisterRequest.newBuilder()
                .setUser(user)
                .setPassword(password)
                .setName(name)
                .build();
        return peer.call(AuthServiceGrpc.getRegisterMethod(), request, GrpcAuthService::read);
    }

    @Override
    public CompletionStage<Outcome> login(String user, String password) {
        LoginRequest request =
                LoginRequest.newBuilder().setUser(user).setPassword(password).build();
        return peer.call(AuthServiceGrpc.getLoginMethod(), request, GrpcAuthService::read);
    }

    @Override
    public CompletionStage<Optional<UserId>> authenticate(String token) {
        return peer.call(
                AuthServiceGrpc.getAuthenticateMethod(),
                Token.newBuilder().setToken(token).build(),
                wire -> wire.hasUser() ? Optional.of(new UserId(wire.getUser())) : Optional.empty());
    }

    private static Outcome read(RegisterResponse wire) {
        return switch (wire.getOutcomeCase()) {
            case USER -> new Outcome.Registered(new UserId(wire.getUser()));
            case REFUSED -> new Outcome.Refused(WireValues.refusal(wire.getRefused()));
            case OUTCOME_NOT_SET -> throw new IllegalArgumentException("an outcome of no known kind");
        };
    }

    private static Outcome read(LoginResponse wire) {
        return switch (wire.getOutcomeCase()) {
            case LOGGEDIN ->
                new Outcome.LoggedIn(
                        new UserId(wire.getLoggedIn().getUser()),
                        new JwtTokens.Token(
                                wire.getLoggedIn().getToken(),
                                wire.getLoggedIn().getExpiresAt()));
            case REFUSED -> new Outcome.Refused(WireValues.refusal(wire.getRefused()));
            case OUTCOME_NOT_SET -> throw new IllegalArgumentException("an outcome of no known kind");
        };
    }
}
