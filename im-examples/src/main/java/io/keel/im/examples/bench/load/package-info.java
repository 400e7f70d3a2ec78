/** The load client of the benchmark: one program for all servers, many WebSockets on one thread. */
@NullMarked
package io.keel.im.examples.bench.load;

import org.jspecify.annotations.NullMarked;
