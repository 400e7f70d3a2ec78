@NullMarked
package io.keel.im.examples.bench;

import org.jspecify.annotations.NullMarked;
