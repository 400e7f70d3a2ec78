package io.keel.im.auth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.keel.im.ErrorCode;
import io.keel.im.UserId;
import io.keel.im.auth.Accounts.Outcome;
import io.keel.im.spi.AccountStore;
import io.keel.im.spi.PasswordHasher;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AccountsTest {

    private static final Instant NOW = Instant.ofEpochSecond(1_763_900_000);
    private static final UserId ALICE = new UserId("alice");
    private static final String PASSWORD = "correct horse";

    private final Map<UserId, AccountStore.Account> stored = new ConcurrentHashMap<>();
    private final CountingHasher hasher = new CountingHasher();
    private final JwtTokens tokens = JwtTokens.of(new byte[32], InstantSource.fixed(NOW), Duration.ofHours(1));
    private final Accounts accounts = accounts(Runnable::run);

    @Test
    void whoHasRegisteredLogsIn() {
        assertThat(register("alice", PASSWORD)).isEqualTo(new Outcome.Registered(ALICE));

        Outcome.LoggedIn in = (Outcome.LoggedIn) login("alice", PASSWORD);
        assertThat(in.user()).isEqualTo(ALICE);
        assertThat(tokens.authenticate(in.token().value()).toCompletableFuture().join())
                .contains(ALICE);
    }

    @Test
    void passwordIsStoredOnlyHashed() {
        register("alice", PASSWORD);

        assertThat(stored.get(ALICE)).isEqualTo(new AccountStore.Account(ALICE, hasher.hash(PASSWORD), "Alice"));
    }

    @Test
    void nameIsTakenOnce() {
        register("alice", PASSWORD);

        assertThat(code(register("alice", "another one"))).isEqualTo(ErrorCode.ALREADY_EXISTS);
        assertThat(login("alice", PASSWORD)).isInstanceOf(Outcome.LoggedIn.class);
    }

    @Test
    void caseTellsUsersApart() {
        register("alice", PASSWORD);

        assertThat(register("Alice", PASSWORD)).isInstanceOf(Outcome.Registered.class);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", PASSWORD, "", "user: malformed (expected: 1–64 of A–Z a–z 0–9 . _ @ -)"),
                arguments("a b", PASSWORD, "", "user: malformed (expected: 1–64 of A–Z a–z 0–9 . _ @ -)"),
                arguments("alice", "1234567", "", "password: 7 characters (expected: 8..128)"),
                arguments("alice", "x".repeat(129), "", "password: 129 characters (expected: 8..128)"),
                arguments("alice", "😀".repeat(7), "", "password: 7 characters (expected: 8..128)"),
                arguments("alice", PASSWORD, "x".repeat(129), "name: too long (expected: 0..128 characters)"));
    }

    @ParameterizedTest
    @MethodSource
    void malformed(String user, String password, String name, String message) {
        Outcome outcome =
                accounts.register(user, password, name).toCompletableFuture().join();

        assertThat(code(outcome)).isEqualTo(ErrorCode.INVALID_ARGUMENT);
        assertThat(((Outcome.Refused) outcome).refusal().message()).isEqualTo(message);
        assertThat(stored).isEmpty();
    }

    @Test
    void longestAndShortestPasswordsAreGood() {
        assertThat(register("a", "12345678")).isInstanceOf(Outcome.Registered.class);
        assertThat(register("b", "😀".repeat(128))).isInstanceOf(Outcome.Registered.class);
        assertThat(login("b", "😀".repeat(128))).isInstanceOf(Outcome.LoggedIn.class);
    }

    @Test
    void wrongNameAndWrongPasswordAreToldAlike() {
        register("alice", PASSWORD);

        Outcome wrongPassword = login("alice", "wrong horse");
        assertThat(code(wrongPassword)).isEqualTo(ErrorCode.UNAUTHENTICATED);
        assertThat(login("bob", PASSWORD)).isEqualTo(wrongPassword);
        assertThat(login("not a name", PASSWORD)).isEqualTo(wrongPassword);
        assertThat(login("alice", "x".repeat(10_000))).isEqualTo(wrongPassword);
    }

    @Test
    void unknownNameTakesTheSameWork() {
        register("alice", PASSWORD);
        hasher.compared.clear();

        login("alice", "wrong horse");
        login("bob", "wrong horse");

        assertThat(hasher.compared).hasSize(2);
    }

    @Test
    void passwordOfNobodyOpensNoDoor() {
        // Whatever the dummy hash was made of, there is no account behind it.
        hasher.matchesAll = true;

        assertThat(code(login("bob", PASSWORD))).isEqualTo(ErrorCode.UNAUTHENTICATED);
    }

    @Test
    void fullQueueIsToldAndNothingIsStored() {
        Accounts busy = accounts(task -> {
            throw new RejectedExecutionException("full");
        });

        assertThat(code(busy.register("alice", PASSWORD, "")
                        .toCompletableFuture()
                        .join()))
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(code(busy.login("alice", PASSWORD).toCompletableFuture().join()))
                .isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(stored).isEmpty();
    }

    @Test
    void callerNeverHashes() {
        List<Runnable> queue = new ArrayList<>();
        Accounts queued = accounts(queue::add);
        int before = hasher.hashed;

        CompletionStage<Outcome> registered = queued.register("alice", PASSWORD, "");

        assertThat(hasher.hashed).isEqualTo(before);
        assertThat(registered.toCompletableFuture()).isNotDone();
        queue.remove(0).run();
        assertThat(registered.toCompletableFuture()).isCompletedWithValue(new Outcome.Registered(ALICE));
    }

    @Test
    void nothingSecretIsPrinted() {
        register("alice", PASSWORD);
        Outcome.LoggedIn in = (Outcome.LoggedIn) login("alice", PASSWORD);

        assertThat(in.toString()).doesNotContain(in.token().value());
        assertThat(String.valueOf(stored.get(ALICE))).doesNotContain(hasher.hash(PASSWORD));
    }

    private Outcome register(String user, String password) {
        return accounts.register(user, password, "Alice").toCompletableFuture().join();
    }

    private Outcome login(String user, String password) {
        return accounts.login(user, password).toCompletableFuture().join();
    }

    private static ErrorCode code(Outcome outcome) {
        return ((Outcome.Refused) outcome).refusal().code();
    }

    private Accounts accounts(Executor executor) {
        AccountStore store = new AccountStore() {
            @Override
            public CompletionStage<Boolean> create(Account account) {
                return CompletableFuture.completedFuture(stored.putIfAbsent(account.user(), account) == null);
            }

            @Override
            public CompletionStage<Optional<Account>> find(UserId user) {
                return CompletableFuture.completedFuture(Optional.ofNullable(stored.get(user)));
            }
        };
        return new Accounts(store, hasher, tokens, executor);
    }

    /** Fast, unsalted, and it counts. */
    private static final class CountingHasher implements PasswordHasher {

        private final List<String> compared = new ArrayList<>();
        private int hashed;
        private boolean matchesAll;

        @Override
        public String hash(String password) {
            hashed++;
            return "#" + password.hashCode();
        }

        @Override
        public boolean matches(String password, String hash) {
            compared.add(hash);
            return matchesAll || hash.equals("#" + password.hashCode());
        }
    }
}
