/** Positions: windows over a conversation's log and entries of a user's inbox. */
@NullMarked
package io.keel.im.seq;

import org.jspecify.annotations.NullMarked;
