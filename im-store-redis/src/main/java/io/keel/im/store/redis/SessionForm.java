package io.keel.im.store.redis;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Session;

/**
 * How a session stands in its user's hash: under its device, as {@code connection:gateway}. The connection has 19 digits, so that
 * scripts compare it as a text: their numbers are too short for it.
 */
final class SessionForm {

    private static final int DIGITS = 19;

    private SessionForm() {}

    static String of(Session session) {
        String digits = Long.toString(session.connection());
        return "0".repeat(DIGITS - digits.length())
                + digits
                + ':'
                + session.gateway().value();
    }

    static Session read(UserId user, String device, String value) {
        return new Session(
                user,
                new DeviceId(device),
                new GatewayId(value.substring(DIGITS + 1)),
                Long.parseLong(value.substring(0, DIGITS)));
    }
}
