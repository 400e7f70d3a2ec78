/** What must not stand in any log. */
@NullMarked
package io.keel.im.examples.logs;

import org.jspecify.annotations.NullMarked;
