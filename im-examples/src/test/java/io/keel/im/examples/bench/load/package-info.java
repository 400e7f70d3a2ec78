@NullMarked
package io.keel.im.examples.bench.load;

import org.jspecify.annotations.NullMarked;
