/** What a gateway answers over plain HTTP on its own port, and the hook for a host's own routes. Knows no Netty. */
@NullMarked
package io.keel.im.websocket.http;

import org.jspecify.annotations.NullMarked;
