/** The ports over a real Redis. */
@NullMarked
package io.keel.im.store.redis;

import org.jspecify.annotations.NullMarked;
