/** How often something may be done: token buckets, and what fills them. */
@NullMarked
package io.keel.im.rate;

import org.jspecify.annotations.NullMarked;
