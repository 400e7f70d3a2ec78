package io.keel.im.command;

import io.keel.im.presence.GatewayId;

/**
 * The connection that a command came in by.
 *
 * @param gateway its gateway
 * @param connection its id
 */
public record Origin(GatewayId gateway, long connection) {}
