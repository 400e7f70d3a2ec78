package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.spi.AccountStore;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** Accounts; the primary key decides who has a name. */
final class MysqlAccountStore implements AccountStore {

    private static final String CREATE = "INSERT INTO users (user_id, password_hash, name) VALUES (?, ?, ?)";
    private static final String FIND = "SELECT user_id, password_hash, name FROM users WHERE user_id = ?";

    private final Database database;

    MysqlAccountStore(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Boolean> create(Account account) {
        return database.change(handle -> {
            try {
                handle.execute(CREATE, account.user().value(), account.passwordHash(), account.name());
                return true;
            } catch (RuntimeException e) {
                if (SqlFailures.isDuplicate(e)) {
                    return false;
                }
                throw e;
            }
        });
    }

    @Override
    public CompletionStage<Optional<Account>> find(UserId user) {
        return database.ask(handle -> handle.select(FIND, user.value())
                .map((row, context) -> new Account(new UserId(row.getString(1)), row.getString(2), row.getString(3)))
                .findOne());
    }
}
