/**
 * nginx before the gateways: its list of upstreams is kept as the registry has it. {@code UpstreamKeeper} is where to begin; what it
 * works on is a file, a template and the program itself.
 */
@NullMarked
package io.keel.im.examples.nginx;

import org.jspecify.annotations.NullMarked;
