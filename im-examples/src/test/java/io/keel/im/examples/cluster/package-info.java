/** Tests of the cluster example as processes: what is killed, paused and restarted under clients that go on. */
@NullMarked
package io.keel.im.examples.cluster;

import org.jspecify.annotations.NullMarked;
