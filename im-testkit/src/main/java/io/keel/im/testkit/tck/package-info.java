/**
 * One compatibility suite per port. The author of an adapter extends a suite, hands it the adapter over fresh state, and
 * gets every promise of the port's Javadoc checked:
 *
 * <pre>{@code
 * class RedisSessionRegistryTest extends SessionRegistryTck {
 *     @Override
 *     protected SessionRegistry newRegistry() {
 *         return RedisSessionRegistry.over(freshDatabase());
 *     }
 * }
 * }</pre>
 *
 * <p>The suites never assume that a stage is complete when it is returned: they wait for it, up to
 * {@link io.keel.im.testkit.tck.PortTck#patience()}.
 */
@NullMarked
package io.keel.im.testkit.tck;

import org.jspecify.annotations.NullMarked;
