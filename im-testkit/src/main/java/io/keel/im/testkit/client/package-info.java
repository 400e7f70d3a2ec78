/**
 * Clients to script: every verb of the protocol as a method that waits for its reply, and pushes that a test expects one by
 * one. Without a socket for tests of chat logic, over WebSocket for tests of a whole server; the same calls either way.
 */
@NullMarked
package io.keel.im.testkit.client;

import org.jspecify.annotations.NullMarked;
