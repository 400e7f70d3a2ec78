/** Tests of what roles have in common. */
@NullMarked
package io.keel.im.examples.role;

import org.jspecify.annotations.NullMarked;
