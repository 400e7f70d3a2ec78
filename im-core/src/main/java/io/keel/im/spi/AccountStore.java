package io.keel.im.spi;

import io.keel.im.UserId;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The accounts of hosts that have no users of their own. May be called from any thread. */
public interface AccountStore {

    /**
     * Creates an account.
     *
     * @return whether it was created; false when the name is taken
     */
    CompletionStage<Boolean> create(Account account);

    /** Finds an account. */
    CompletionStage<Optional<Account>> find(UserId user);

    /**
     * An account.
     *
     * @param user its name
     * @param passwordHash a salted hash as its {@link PasswordHasher} made it
     * @param name what humans call the user; may be empty
     */
    record Account(UserId user, String passwordHash, String name) {

        /** Tells whose account it is and nothing else. */
        @Override
        public String toString() {
            return "Account[" + user + "]";
        }
    }
}
