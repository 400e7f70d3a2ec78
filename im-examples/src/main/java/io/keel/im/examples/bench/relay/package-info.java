/** The ceilings of the benchmark: a bare WebSocket relay, with and without an acknowledgement to the sender. */
@NullMarked
package io.keel.im.examples.bench.relay;

import org.jspecify.annotations.NullMarked;
