/** What runs at {@code mvn compile exec:java}. */
@NullMarked
package io.keel.im.examples;

import org.jspecify.annotations.NullMarked;
