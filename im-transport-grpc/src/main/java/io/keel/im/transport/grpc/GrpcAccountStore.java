package io.keel.im.transport.grpc;

import io.keel.im.UserId;
import io.keel.im.spi.AccountStore;
import io.keel.im.transport.grpc.v1.AccountsGrpc;
import io.keel.im.transport.grpc.v1.Created;
import io.keel.im.transport.grpc.v1.FoundAccount;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The accounts that another process keeps. */
public final class GrpcAccountStore implements AccountStore {

    private final GrpcPeer peer;

    /** Asks {@code peer}. */
    public GrpcAccountStore(GrpcPeer peer) {
        this.peer = peer;
    }

    @Override
    public CompletionStage<Boolean> create(Account account) {
        return peer.call(AccountsGrpc.getCreateAccountMethod(), of(account), Created::getCreated);
    }

    @Override
    public CompletionStage<Optional<Account>> find(UserId user) {
        return peer.call(AccountsGrpc.getFindAccountMethod(), WireValues.user(user), GrpcAccountStore::found);
    }

    static io.keel.im.transport.grpc.v1.Account of(Account account) {
        return io.keel.im.transport.grpc.v1.Account.newBuilder()
                .setUser(account.user().value())
                .setPasswordHash(account.passwordHash())
                .setName(account.name())
                .build();
    }

    static Account read(io.keel.im.transport.grpc.v1.Account wire) {
        return new Account(new UserId(wire.getUser()), wire.getPasswordHash(), wire.getName());
    }

    private static Optional<Account> found(FoundAccount wire) {
        return wire.hasAccount() ? Optional.of(read(wire.getAccount())) : Optional.empty();
    }
}
