package io.keel.im.spi;

import io.keel.im.UserId;

/** Knows which users exist. Called by the logic's thread for each user that a command names: it must answer at once. */
@FunctionalInterface
public interface UserDirectory {

    /** Accepts every well-formed name. */
    UserDirectory ANY = user -> true;

    /** Tells whether there is such a user. */
    boolean exists(UserId user);
}
