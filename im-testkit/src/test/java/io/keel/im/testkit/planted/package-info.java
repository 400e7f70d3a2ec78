/** Deliberately wrong adapters, and the proof that the suites and the checker find each of them. */
@NullMarked
package io.keel.im.testkit.planted;

import org.jspecify.annotations.NullMarked;
