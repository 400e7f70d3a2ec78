@NullMarked
package io.keel.im.examples.bench.soak;

import org.jspecify.annotations.NullMarked;
