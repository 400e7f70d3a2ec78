package io.keel.im.transport.grpc;

import io.grpc.stub.StreamObserver;
import io.keel.im.auth.Accounts.Outcome;
import io.keel.im.auth.AuthService;
import io.keel.im.spi.Authenticator;
import io.keel.im.transport.grpc.v1.AuthServiceGrpc;
import io.keel.im.transport.grpc.v1.Bearer;
import io.keel.im.transport.grpc.v1.LoggedIn;
import io.keel.im.transport.grpc.v1.LoginRequest;
import io.keel.im.transport.grpc.v1.LoginResponse;
import io.keel.im.transport.grpc.v1.RegisterRequest;
import io.keel.im.transport.grpc.v1.RegisterResponse;
import io.keel.im.transport.grpc.v1.Token;

/** Offers an {@link AuthService}, and the proof of its tokens, to other processes. */
final class AuthServiceExport extends AuthServiceGrpc.AuthServiceImplBase {

    private final AuthService accounts;
    private final Authenticator authenticator;

    AuthServiceExport(AuthService accounts, Authenticator authenticator) {
        this.accounts = accounts;
        this.authenticator = authenticator;
    }

    @Override
    public void register(RegisterRequest request, StreamObserver<RegisterResponse> observer) {
        Answering.answer(
                observer,
                () -> accounts.register(request.getUser(), request.getPassword(), request.getName()),
                AuthServiceExport::registered);
    }

    @Override
    public void login(LoginRequest request, StreamObserver<LoginResponse> observer) {
        Answering.answer(
                observer, () -> accounts.login(request.getUser(), request.getPassword()), AuthServiceExport::loggedIn);
    }

    @Override
    public void authenticate(Token request, StreamObserver<Bearer> observer) {
        Answering.answer(observer, () -> authenticator.authenticate(request.getToken()), user -> {
            Bearer.Builder wire = Bearer.newBuilder();
            user.ifPresent(known -> wire.setUser(known.value()));
            return wire.build();
        });
    }

    private static RegisterResponse registered(Outcome outcome) {
        RegisterResponse.Builder wire = RegisterResponse.newBuilder();
        if (outcome instanceof Outcome.Registered registered) {
            wire.setUser(registered.user().value());
        } else if (outcome instanceof Outcome.Refused refused) {
            wire.setRefused(WireValues.error(refused.refusal()));
        }
        return wire.build();
    }

    private static LoginResponse loggedIn(Outcome outcome) {
        LoginResponse.Builder wire = LoginResponse.newBuilder();
        if (outcome instanceof Outcome.LoggedIn in) {
            wire.setLoggedIn(LoggedIn.newBuilder()
                    .setUser(in.user().value())
                    .setToken(in.token().value())
                    .setExpiresAt(in.token().expiresAt()));
        } else if (outcome instanceof Outcome.Refused refused) {
            wire.setRefused(WireValues.error(refused.refusal()));
        }
        return wire.build();
    }
}
