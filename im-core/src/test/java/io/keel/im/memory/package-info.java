/** Tests of the ports in memory: what the compatibility suites do not see from outside. */
@NullMarked
package io.keel.im.memory;

import org.jspecify.annotations.NullMarked;
