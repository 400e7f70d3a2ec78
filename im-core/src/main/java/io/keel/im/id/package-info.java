/** Snowflake ids and the syntax of names. */
@NullMarked
package io.keel.im.id;

import org.jspecify.annotations.NullMarked;
