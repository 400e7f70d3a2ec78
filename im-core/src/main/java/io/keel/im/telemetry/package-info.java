/**
 * Where what {@link io.keel.im.spi.Telemetry} hears can go: a Micrometer registry of the host's, under the names of
 * {@link io.keel.im.telemetry.Metric}. It needs micrometer-core on the class path, which this module does not bring along.
 */
@NullMarked
package io.keel.im.telemetry;

import org.jspecify.annotations.NullMarked;
