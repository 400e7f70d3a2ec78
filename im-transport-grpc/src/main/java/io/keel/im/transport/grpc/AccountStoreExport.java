package io.keel.im.transport.grpc;

import io.grpc.stub.StreamObserver;
import io.keel.im.UserId;
import io.keel.im.spi.AccountStore;
import io.keel.im.transport.grpc.v1.Account;
import io.keel.im.transport.grpc.v1.AccountsGrpc;
import io.keel.im.transport.grpc.v1.Created;
import io.keel.im.transport.grpc.v1.FoundAccount;
import io.keel.im.transport.grpc.v1.User;

/** Offers an {@link AccountStore} to other processes. */
final class AccountStoreExport extends AccountsGrpc.AccountsImplBase {

    private final AccountStore accounts;

    AccountStoreExport(AccountStore accounts) {
        this.accounts = accounts;
    }

    @Override
    public void createAccount(Account request, StreamObserver<Created> observer) {
        Answering.answer(
                observer,
                () -> accounts.create(GrpcAccountStore.read(request)),
                created -> Created.newBuilder().setCreated(created).build());
    }

    @Override
    public void findAccount(User request, StreamObserver<FoundAccount> observer) {
        Answering.answer(observer, () -> accounts.find(new UserId(request.getUser())), found -> {
            FoundAccount.Builder wire = FoundAccount.newBuilder();
            found.ifPresent(account -> wire.setAccount(GrpcAccountStore.of(account)));
            return wire.build();
        });
    }
}
