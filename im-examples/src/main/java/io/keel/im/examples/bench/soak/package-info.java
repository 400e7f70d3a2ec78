/** Many clients that write, drop and come back, and a witness of all that they saw. */
@NullMarked
package io.keel.im.examples.bench.soak;

import org.jspecify.annotations.NullMarked;
