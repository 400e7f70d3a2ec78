/** Tests of work under locks. */
@NullMarked
package io.keel.im.lock;

import org.jspecify.annotations.NullMarked;
