package io.keel.im.auth;

import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.id.Names;
import io.keel.im.spi.AccountStore;
import io.keel.im.spi.AccountStore.Account;
import io.keel.im.spi.PasswordHasher;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Registration and login, for hosts that have no users of their own. Passwords are hashed on the executor given, which should be small
 * and have a bounded queue: what it rejects is answered {@code UNAVAILABLE}. Safe for use by several threads; no method blocks.
 */
public final class Accounts implements AuthService {

    private static final int MIN_PASSWORD = 8;
    private static final int MAX_PASSWORD = 128;
    private static final int MAX_NAME = 128;

    private final AccountStore store;
    private final PasswordHasher hasher;
    private final JwtTokens tokens;
    private final Executor executor;
    /** What the password of a user that does not exist is compared with, so that it takes the same time. */
    private final String nobody;

    /** Makes accounts; hashes once on the caller's thread. */
    public Accounts(AccountStore store, PasswordHasher hasher, JwtTokens tokens, Executor executor) {
        this.store = store;
        this.hasher = hasher;
        this.tokens = tokens;
        this.executor = executor;
        this.nobody = hasher.hash("nobody's password");
    }

    /** What a registration or a login comes to. */
    public sealed interface Outcome {

        /** The account was created. */
        record Registered(UserId user) implements Outcome {}

        /** The password is right. */
        record LoggedIn(UserId user, JwtTokens.Token token) implements Outcome {}

        /** It was refused. */
        record Refused(Refusal refusal) implements Outcome {}
    }

    @Override
    public CompletionStage<Outcome> register(String user, String password, String name) {
        if (!Names.isName(user)) {
            return refused(ErrorCode.INVALID_ARGUMENT, "user: malformed (expected: " + Names.EXPECTED + ")");
        }
        int length = password.codePointCount(0, password.length());
        if (length < MIN_PASSWORD || length > MAX_PASSWORD) {
            return refused(
                    ErrorCode.INVALID_ARGUMENT,
                    "password: " + length + " characters (expected: " + MIN_PASSWORD + ".." + MAX_PASSWORD + ")");
        }
        if (name.length() > MAX_NAME) {
            return refused(ErrorCode.INVALID_ARGUMENT, "name: too long (expected: 0.." + MAX_NAME + " characters)");
        }
        UserId id = new UserId(user);
        return hashing(() -> hasher.hash(password))
                .thenCompose(hash -> hash.isEmpty()
                        ? overloaded()
                        : store.create(new Account(id, hash.get(), name))
                                .thenApply(created -> created
                                        ? new Outcome.Registered(id)
                                        : new Outcome.Refused(Refusal.of(ErrorCode.ALREADY_EXISTS, "user: taken"))));
    }

    @Override
    public CompletionStage<Outcome> login(String user, String password) {
        if (!Names.isName(user) || password.length() > 2 * MAX_PASSWORD) {
            return wrong();
        }
        UserId id = new UserId(user);
        return store.find(id)
                .thenCompose(account -> hashing(() -> hasher.matches(
                                password, account.map(Account::passwordHash).orElse(nobody)))
                        .thenCompose(matches -> {
                            if (matches.isEmpty()) {
                                return overloaded();
                            }
                            return matches.get() && account.isPresent()
                                    ? CompletableFuture.completedFuture(new Outcome.LoggedIn(id, tokens.issue(id)))
                                    : wrong();
                        }));
    }

    /** Empty when the executor takes nothing more. */
    private <T> CompletionStage<Optional<T>> hashing(Supplier<T> work) {
        try {
            return CompletableFuture.supplyAsync(() -> Optional.of(work.get()), executor);
        } catch (RejectedExecutionException full) {
            return CompletableFuture.completedFuture(Optional.empty());
        }
    }

    private static CompletionStage<Outcome> wrong() {
        return refused(ErrorCode.UNAUTHENTICATED, "user or password: wrong");
    }

    private static CompletionStage<Outcome> overloaded() {
        return refused(ErrorCode.UNAVAILABLE, "too many at once: try again");
    }

    private static CompletionStage<Outcome> refused(ErrorCode code, String message) {
        return CompletableFuture.completedFuture(new Outcome.Refused(Refusal.of(code, message)));
    }
}
