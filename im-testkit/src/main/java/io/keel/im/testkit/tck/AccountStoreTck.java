package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.spi.AccountStore;
import io.keel.im.spi.AccountStore.Account;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link AccountStore} promises. */
@DisplayName("An account store")
public abstract class AccountStoreTck extends PortTck {
    private @Nullable AccountStore accounts;

    /** Makes a store without accounts. */
    protected abstract AccountStore newAccounts() throws Exception;

    @BeforeEach
    final void openAccounts() throws Exception {
        accounts = newAccounts();
    }

    @Test
    @DisplayName("finds an account as it was created")
    void findsAnAccountAsItWasCreated() {
        Account account = account("alice", "$argon2id$v=19$m=15360,t=2,p=1$c2FsdA$aGFzaA", "爱丽丝 👋");

        assertThat(create(account)).isTrue();

        assertThat(await(accounts().find(account.user()))).contains(account);
    }

    @Test
    @DisplayName("finds nobody who was not created")
    void findsNobodyWhoWasNotCreated() {
        create(account("alice", "hash", ""));

        assertThat(await(accounts().find(new UserId("bob")))).isEmpty();
    }

    @Test
    @DisplayName("keeps the first account of a name")
    void keepsTheFirstAccountOfAName() {
        Account first = account("alice", "first", "A");
        create(first);

        assertThat(create(account("alice", "second", "B"))).isFalse();
        assertThat(await(accounts().find(first.user()))).contains(first);
        assertThat(create(first)).isFalse();
        assertThat(await(accounts().find(first.user()))).contains(first);
    }

    @Test
    @DisplayName("tells Bob from bob")
    void tellsBigBobFromBob() {
        Account small = account("bob", "small", "");
        Account big = account("Bob", "big", "");

        assertThat(create(small)).isTrue();
        assertThat(await(accounts().find(big.user()))).isEmpty();
        assertThat(create(big)).isTrue();
        assertThat(await(accounts().find(small.user()))).contains(small);
        assertThat(await(accounts().find(big.user()))).contains(big);
    }

    @Test
    @DisplayName("creates a name once, however many ask at once")
    void createsANameOnceUnderConcurrency() {
        List<Callable<Boolean>> racers = IntStream.range(0, 8)
                .<Callable<Boolean>>mapToObj(i -> () -> create(account("alice", "hash-" + i, "")))
                .toList();

        List<Boolean> created = together(racers);

        assertThat(created).containsOnlyOnce(true);
        String winner = "hash-" + created.indexOf(true);
        assertThat(await(accounts().find(new UserId("alice"))))
                .hasValueSatisfying(
                        account -> assertThat(account.passwordHash()).isEqualTo(winner));
    }

    @Test
    @DisplayName("takes names of 64 characters and hashes of 255")
    void takesLongNamesAndHashes() {
        Account account = account("a".repeat(64), "h".repeat(255), "n".repeat(64));

        assertThat(create(account)).isTrue();
        assertThat(await(accounts().find(account.user()))).contains(account);
    }

    private boolean create(Account account) {
        return await(accounts().create(account));
    }

    private AccountStore accounts() {
        if (accounts == null) {
            throw new IllegalStateException("no test is running");
        }
        return accounts;
    }

    private static Account account(String user, String hash, String name) {
        return new Account(new UserId(user), hash, name);
    }
}
