/** The checker finds what broke, and nothing where nothing did. */
@NullMarked
package io.keel.im.testkit.checking;

import org.jspecify.annotations.NullMarked;
