@NullMarked
package io.keel.im.examples.host;

import org.jspecify.annotations.NullMarked;
