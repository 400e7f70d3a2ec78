package io.keel.im.guard;

import io.keel.im.UserId;
import io.keel.im.spi.AccountStore;
import io.keel.im.spi.telemetry.CallTelemetry;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Accounts by way of a proxy, or from the store itself when that fails; made in the store. */
public final class FallbackAccounts implements AccountStore {

    private final AccountStore proxy;
    private final AccountStore store;
    private final Fallback fallback;

    /**
     * Makes it.
     *
     * @param proxy asked first; behind a guard
     * @param store asked when that fails, and for every change
     * @param dependency the proxy's name, in metrics
     * @param telemetry hears when the store was asked
     */
    public FallbackAccounts(AccountStore proxy, AccountStore store, String dependency, CallTelemetry telemetry) {
        this.proxy = proxy;
        this.store = store;
        this.fallback = new Fallback(dependency, telemetry);
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
