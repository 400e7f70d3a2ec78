/** Injected faults do what they say, and a chat survives them. */
@NullMarked
package io.keel.im.testkit.faulty;

import org.jspecify.annotations.NullMarked;
