/**
 * The cluster example: engines, and the roles over them, each a process of its own on this machine, watched over and started
 * again. What runs in the processes is in {@link io.keel.im.examples.role}.
 */
@NullMarked
package io.keel.im.examples.cluster;

import org.jspecify.annotations.NullMarked;
