package io.keel.im.lock;

import io.keel.im.auth.Accounts.Outcome;
import io.keel.im.auth.AuthService;
import io.keel.im.id.Names;
import io.keel.im.spi.Locks;
import java.util.List;
import java.util.concurrent.CompletionStage;

/**
 * Has a name locked while it is being registered. The unique index of the store decides who gets it, not the lock. Safe for use by
 * several threads.
 */
public final class LockedRegistration implements AuthService {

    private final AuthService accounts;
    private final SparedContention contention;

    /** Puts locks before {@code accounts}. */
    public LockedRegistration(AuthService accounts, Locks locks) {
        this.accounts = accounts;
        this.contention = new SparedContention(locks);
    }

    @Override
    public CompletionStage<Outcome> register(String user, String password, String name) {
        return Names.isName(user)
                ? contention.under(List.of("user:" + user), () -> accounts.register(user, password, name))
                : accounts.register(user, password, name);
    }

    @Override
    public CompletionStage<Outcome> login(String user, String password) {
        return accounts.login(user, password);
    }
}
