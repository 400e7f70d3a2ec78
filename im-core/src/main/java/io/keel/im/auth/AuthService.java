package io.keel.im.auth;

import io.keel.im.auth.Accounts.Outcome;
import java.util.concurrent.CompletionStage;

/**
 * Registration and login, in the same process or behind a network. May be called from any thread; no method blocks. A failed stage
 * means that nobody could tell: {@code register} may have created the account.
 */
public interface AuthService {

    /**
     * Creates an account.
     *
     * @param user its name: 1–64 of {@code A–Z a–z 0–9 . _ @ -}
     * @param password 8–128 characters
     * @param name what humans call the user, at most 128 characters; may be empty
     */
    CompletionStage<Outcome> register(String user, String password, String name);

    /** Checks a password. A wrong name and a wrong password have the same answer, in the same time. */
    CompletionStage<Outcome> login(String user, String password);
}
