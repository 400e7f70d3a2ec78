/** The one-JVM assembly: every role in one process, over any stores. */
@NullMarked
package io.keel.im.embedded;

import org.jspecify.annotations.NullMarked;
