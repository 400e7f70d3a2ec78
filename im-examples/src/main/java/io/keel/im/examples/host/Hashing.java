package io.keel.im.examples.host;

import io.keel.im.auth.Accounts;
import io.keel.im.auth.JwtTokens;
import io.keel.im.spi.AccountStore;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** The threads that hash passwords: few, for each hash takes a core and 15 MiB, with a bound on how many wait. */
public final class Hashing implements AutoCloseable {

    private static final int THREADS = 2;
    private static final int WAITING = 256;

    private final ThreadPoolExecutor threads =
            new ThreadPoolExecutor(THREADS, THREADS, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(WAITING));

    /** Makes accounts whose passwords are hashed here. */
    public Accounts accounts(AccountStore store, JwtTokens tokens) {
        return new Accounts(store, new Argon2idHasher(), tokens, threads);
    }

    @Override
    public void close() {
        threads.shutdown();
    }
}
