/**
 * The command line for those who operate the cluster: what runs, who is connected, what waits, what could not be handled. What it
 * knows comes from the library, where a host's own tools find the same.
 */
@NullMarked
package io.keel.im.examples.admin;

import org.jspecify.annotations.NullMarked;
