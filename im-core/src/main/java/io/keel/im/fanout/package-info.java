/** The rules of diffusion. */
@NullMarked
package io.keel.im.fanout;

import org.jspecify.annotations.NullMarked;
