/** Who is connected, on which device and through which gateway. */
@NullMarked
package io.keel.im.presence;

import org.jspecify.annotations.NullMarked;
