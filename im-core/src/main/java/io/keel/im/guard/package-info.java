/**
 * What a client of another process or engine stands behind, in the adapter that owns it: a circuit breaker, a bound of calls in
 * flight, and what is done instead where there is something. A guard knows no engine; deadlines are the adapter's own.
 */
@NullMarked
package io.keel.im.guard;

import org.jspecify.annotations.NullMarked;
