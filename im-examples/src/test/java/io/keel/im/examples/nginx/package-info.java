/** Tests of nginx before the gateways. */
@NullMarked
package io.keel.im.examples.nginx;

import org.jspecify.annotations.NullMarked;
