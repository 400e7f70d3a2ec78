/**
 * The ports in memory, for hosts that need no engine, for tests and for demonstrations. Everything is lost when the
 * process ends; until then all that the ports promise holds.
 */
@NullMarked
package io.keel.im.memory;

import org.jspecify.annotations.NullMarked;
