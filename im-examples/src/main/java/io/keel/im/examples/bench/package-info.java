/** The benchmark: this server beside its ceilings and a peer, each a process of its own, under the same load. */
@NullMarked
package io.keel.im.examples.bench;

import org.jspecify.annotations.NullMarked;
