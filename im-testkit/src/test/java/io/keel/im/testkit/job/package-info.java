/** What core's job role brings along, before the suites of its ports. */
@NullMarked
package io.keel.im.testkit.job;

import org.jspecify.annotations.NullMarked;
