/** The page in a real browser. */
@NullMarked
package io.keel.im.examples.page;

import org.jspecify.annotations.NullMarked;
