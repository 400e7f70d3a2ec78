package io.keel.im.spi;

/** Hashes passwords by a slow, salted function. Calls take long by design: never on an event loop. */
public interface PasswordHasher {

    /** Hashes a password with a fresh salt. */
    String hash(String password);

    /** Tells whether {@code password} is the one that {@code hash} was made of, in a time that does not depend on it. */
    boolean matches(String password, String hash);
}
