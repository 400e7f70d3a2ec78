package io.keel.im.health;

import java.time.Instant;

/**
 * Something that a process works with, as it was found last.
 *
 * @param name what it is, such as {@code kafka}
 * @param need what being ready needs of it
 * @param up whether it is there
 * @param reason why it is not; empty when it is
 * @param since from when on it has been so
 */
public record Check(String name, Need need, boolean up, String reason, Instant since) {}
