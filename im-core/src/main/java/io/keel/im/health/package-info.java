/**
 * What a process tells of itself to load balancers, orchestrators and humans: whether it is to be given work, and which of the things it
 * works with are there.
 */
@NullMarked
package io.keel.im.health;

import org.jspecify.annotations.NullMarked;
