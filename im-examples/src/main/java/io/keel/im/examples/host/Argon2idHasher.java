package io.keel.im.examples.host;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import io.keel.im.spi.PasswordHasher;

/** Hashes passwords by Argon2id: 15 MiB, two passes, one lane, as OWASP's password storage cheat sheet has it. */
public final class Argon2idHasher implements PasswordHasher {

    private static final int MEMORY_KIB = 15_360;
    private static final int PASSES = 2;
    private static final int LANES = 1;
    private static final int HASH_BYTES = 32;

    /** As RFC 9106 has it; the library's own default is four times that, and it warns of having to fall back on it. */
    private static final int SALT_BYTES = 16;

    private final Argon2Function argon2 = Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);

    @Override
    public String hash(String password) {
        return Password.hash(password).addRandomSalt(SALT_BYTES).with(argon2).getResult();
    }

    @Override
    public boolean matches(String password, String hash) {
        return Password.check(password, hash).with(Argon2Function.getInstanceFromHash(hash));
    }
}
