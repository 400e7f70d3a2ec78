/** The {@code config} command: shows what is configured for all processes of a cluster, and changes it. */
@NullMarked
package io.keel.im.examples.config;

import org.jspecify.annotations.NullMarked;
