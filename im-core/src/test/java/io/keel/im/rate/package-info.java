@NullMarked
package io.keel.im.rate;

import org.jspecify.annotations.NullMarked;
