/** The embedded example: the whole chat, its page and its metrics in one JVM. */
@NullMarked
package io.keel.im.examples.embedded;

import org.jspecify.annotations.NullMarked;
