/** The arrows between the packages of this module. */
@NullMarked
package io.keel.im.arch;

import org.jspecify.annotations.NullMarked;
