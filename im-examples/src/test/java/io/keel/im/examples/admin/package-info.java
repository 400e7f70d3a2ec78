/** The operators' command line, its parts and its page. What needs a cluster is tested beside the cluster. */
@NullMarked
package io.keel.im.examples.admin;

import org.jspecify.annotations.NullMarked;
