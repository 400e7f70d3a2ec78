package io.keel.im.store.redis;

import io.keel.im.UserId;
import io.keel.im.spi.AccountStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Accounts, from the cache where they are there. The port never changes an account that exists, so there is one version of each; a
 * host that does so behind the port calls {@link #forget}. That a name is free is never cached.
 *
 * <p>Hashes of passwords stand in Redis as they stand in the store: it is to be as well protected.
 */
public final class CachedAccounts implements AccountStore {

    private static final long VERSION = 0;
    private static final String HASH = "#hash";
    private static final String NAME = "#name";

    private final AccountStore store;
    private final RedisCache cache;

    private CachedAccounts(AccountStore store, RedisCache cache) {
        this.store = store;
        this.cache = cache;
    }

    /** Puts the cache before a store. */
    public static CachedAccounts over(AccountStore store, RedisCache cache) {
        return new CachedAccounts(store, cache);
    }

    @Override
    public CompletionStage<Boolean> create(Account account) {
        return store.create(account);
    }

    @Override
    public CompletionStage<Optional<Account>> find(UserId user) {
        ScriptCall question = ReadEntryScript.of(cache.keys().cachedUser(user), List.of(HASH, NAME));
        return cache.read(List.of(question)).thenCompose(entries -> {
            Account cached = account(user, entries.get(0));
            return cached == null
                    ? store.find(user).thenApply(this::kept)
                    : CompletableFuture.completedFuture(Optional.of(cached));
        });
    }

    /** Takes an account that was changed behind the port out of the cache; ends when it is out, or lives its last seconds. */
    public CompletionStage<Void> forget(UserId user) {
        return cache.writeNow(List.of(ForgetEntryScript.of(cache.keys().cachedUser(user))));
    }

    private static @Nullable Account account(UserId user, List<@Nullable String> fields) {
        String hash = fields.isEmpty() ? null : fields.get(0);
        String name = fields.isEmpty() ? null : fields.get(1);
        return hash == null || name == null ? null : new Account(user, hash, name);
    }

    private Optional<Account> kept(Optional<Account> found) {
        found.ifPresent(account -> cache.write(List.of(PutEntryScript.of(
                cache.keys().cachedUser(account.user()),
                VERSION,
                cache.timeToLive(),
                Map.of(HASH, account.passwordHash(), NAME, account.name())))));
        return found;
    }
}
