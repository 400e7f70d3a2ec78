/** Tests of the engines: that they start, and that they go. */
@NullMarked
package io.keel.im.testkit.engine;

import org.jspecify.annotations.NullMarked;
