/** The rules of pages: what fits into one. */
@NullMarked
package io.keel.im.sync;

import org.jspecify.annotations.NullMarked;
