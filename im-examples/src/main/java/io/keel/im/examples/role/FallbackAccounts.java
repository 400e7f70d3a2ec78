package io.keel.im.examples.role;

import io.keel.im.UserId;
import io.keel.im.spi.AccountStore;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Accounts by way of the data-proxy, or from the store itself while that does not answer; made in the store. */
final class FallbackAccounts implements AccountStore {

    private final AccountStore proxy;
    private final AccountStore store;
    private final Fallback fallback = new Fallback("accounts", System::nanoTime);

    FallbackAccounts(AccountStore proxy, AccountStore store) {
        this.proxy = proxy;
        this.store = store;
    }

    @Override
    public CompletionStage<Boolean> create(Account account) {
        return store.create(account);
    }

    @Override
    public CompletionStage<Optional<Account>> find(UserId user) {
        return fallback.ask(() -> proxy.find(user), () -> store.find(user));
    }
}
