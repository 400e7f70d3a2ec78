/** The in-memory ports of the core pass every suite. */
@NullMarked
package io.keel.im.testkit.memory;

import org.jspecify.annotations.NullMarked;
