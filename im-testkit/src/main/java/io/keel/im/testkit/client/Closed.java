package io.keel.im.testkit.client;

/**
 * How a connection ended.
 *
 * @param code the WebSocket close code; 1006 when there was none
 * @param reason what the gateway said
 */
public record Closed(int code, String reason) {}
