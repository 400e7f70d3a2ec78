/** What {@link io.keel.im.spi.Tracing} speaks of: the hops of a command, and the steps that are made of it. */
@NullMarked
package io.keel.im.spi.trace;

import org.jspecify.annotations.NullMarked;
