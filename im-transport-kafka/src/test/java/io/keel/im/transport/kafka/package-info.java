/** The adapter against a real broker. */
@NullMarked
package io.keel.im.transport.kafka;

import org.jspecify.annotations.NullMarked;
