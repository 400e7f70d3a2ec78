/** What a client asks or moves without taking a seq, as values. */
@NullMarked
package io.keel.im.query;

import org.jspecify.annotations.NullMarked;
