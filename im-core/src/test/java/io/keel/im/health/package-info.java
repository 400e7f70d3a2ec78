/** Tests of what a process tells of itself. */
@NullMarked
package io.keel.im.health;

import org.jspecify.annotations.NullMarked;
