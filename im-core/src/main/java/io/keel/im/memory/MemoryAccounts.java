package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.spi.AccountStore;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** Accounts by name. */
final class MemoryAccounts implements AccountStore {

    private final ConcurrentHashMap<UserId, Account> accounts = new ConcurrentHashMap<>();

    @Override
    public CompletionStage<Boolean> create(Account account) {
        return CompletableFuture.completedFuture(accounts.putIfAbsent(account.user(), account) == null);
    }

    @Override
    public CompletionStage<Optional<Account>> find(UserId user) {
        return CompletableFuture.completedFuture(Optional.ofNullable(accounts.get(user)));
    }
}
