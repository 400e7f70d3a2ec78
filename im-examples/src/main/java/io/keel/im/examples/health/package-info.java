/** Asks a process how it is, for what runs containers. */
@NullMarked
package io.keel.im.examples.health;

import org.jspecify.annotations.NullMarked;
