/** A WebSocket client for load: many connections on one thread, and nothing allocated per frame. */
@NullMarked
package io.keel.im.examples.wire;

import org.jspecify.annotations.NullMarked;
