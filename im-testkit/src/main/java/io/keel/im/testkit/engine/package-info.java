/**
 * Engines to test against, as local processes on free loopback ports with their data in temporary folders.
 *
 * <p>Each kind of engine is looked for in this order: an address given by an environment variable; a program on the
 * {@code PATH} or where Linux distributions put it; on Debian and Ubuntu, with the rights for it, an installation by
 * {@code apt-get}. Otherwise it fails and says what to install. An engine that was started here dies with the JVM that started
 * it, however that ends.
 */
@NullMarked
package io.keel.im.testkit.engine;

import org.jspecify.annotations.NullMarked;
