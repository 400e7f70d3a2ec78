/** Tests of the guard. */
@NullMarked
package io.keel.im.guard;

import org.jspecify.annotations.NullMarked;
