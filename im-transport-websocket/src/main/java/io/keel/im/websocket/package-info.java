/**
 * The gateway's side towards browsers: WebSocket and HTTP on one port, on Netty. Start at
 * {@link io.keel.im.websocket.WebSocketServer}; no Netty type stands in a public signature.
 *
 * <p>A connection begins as an {@code HttpConnection} and becomes, when it is upgraded, a {@code WebSocketConnection}, which
 * hands core the frames that Netty's decoder makes, and is the {@code ClientChannel} that core writes to. What core writes
 * is gathered per connection ({@code Outbox}) and leaves in one write per turn of the event loop ({@code LoopFlusher}).
 */
@NullMarked
package io.keel.im.websocket;

import org.jspecify.annotations.NullMarked;
