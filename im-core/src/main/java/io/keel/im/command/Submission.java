package io.keel.im.command;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A command on its way from a gateway to the log.
 *
 * @param id its Snowflake id, and the {@code messageId} of what it stores; a redelivery bears the same
 * @param from who submits it; null for the system, which no client can be
 * @param device from which device; of the system, from which part of it
 * @param origin where the answer goes; null when nobody waits for it
 * @param command what is to be done
 */
public record Submission(
        long id,
        @Nullable UserId from,
        DeviceId device,
        @Nullable Origin origin,
        Command command) {

    /**
     * Returns the user who submits it.
     *
     * @throws IllegalStateException if it is the system's
     */
    public UserId requireFrom() {
        if (from == null) {
            throw new IllegalStateException("command " + id + " is the system's");
        }
        return from;
    }
}
