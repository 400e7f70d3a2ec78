/** The gateway role: authenticates connections, checks what comes in, and writes what goes out. */
@NullMarked
package io.keel.im.gateway;

import org.jspecify.annotations.NullMarked;
