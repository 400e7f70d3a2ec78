/** Tests of the job role. */
@NullMarked
package io.keel.im.job;

import org.jspecify.annotations.NullMarked;
