/**
 * Limits, thresholds and windows that change while the system runs: what stands in a
 * {@link io.keel.im.spi.ConfigSource} becomes what gateways and logic ask for.
 */
@NullMarked
package io.keel.im.config;

import org.jspecify.annotations.NullMarked;
