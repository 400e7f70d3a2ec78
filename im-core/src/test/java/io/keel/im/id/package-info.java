/** Tests of the package of that name. */
@NullMarked
package io.keel.im.id;

import org.jspecify.annotations.NullMarked;
