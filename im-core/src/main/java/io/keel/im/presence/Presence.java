package io.keel.im.presence;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import java.util.List;

/**
 * What others may know of a user's connections.
 *
 * @param user who
 * @param devices the devices that are connected, in order of name; empty when offline
 * @param lastSeen when the last connection ended, milliseconds since the epoch; 0 when online or never seen
 */
public record Presence(UserId user, List<DeviceId> devices, long lastSeen) {

    /** What is told of a user of whom nothing is known or may be told. */
    public static Presence unknown(UserId user) {
        return new Presence(user, List.of(), 0);
    }

    /** Tells whether any device is connected. */
    public boolean online() {
        return !devices.isEmpty();
    }
}
