/** The names and errors that every part of the SDK speaks of. */
@NullMarked
package io.keel.im;

import org.jspecify.annotations.NullMarked;
