/** Tests of the embedded example as a process. */
@NullMarked
package io.keel.im.examples.embedded;

import org.jspecify.annotations.NullMarked;
