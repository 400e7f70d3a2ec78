package io.keel.im.testkit.client;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;

/**
 * Sees every frame of a scripted client: what it sends before it is sent, what it receives as it comes, on the thread that
 * brings it. Must not call the client.
 */
public interface FrameObserver {
    /** Sees nothing. */
    FrameObserver NONE = new FrameObserver() {};

    /** The client is about to send a frame. */
    default void sending(ClientFrame frame) {}

    /** The client has received a frame. */
    default void received(ServerFrame frame) {}

    /** The connection has ended, whoever ended it. */
    default void closed() {}
}
