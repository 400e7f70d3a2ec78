package io.keel.im.presence;

import io.keel.im.DeviceId;
import io.keel.im.UserId;

/**
 * One authenticated connection. Of two sessions of the same user and device the one with the larger connection id is
 * the newer: connection ids are Snowflakes made after authentication.
 *
 * @param user who
 * @param device on which device
 * @param gateway through which gateway
 * @param connection the connection's id, unique in the whole system
 */
public record Session(UserId user, DeviceId device, GatewayId gateway, long connection) {}
