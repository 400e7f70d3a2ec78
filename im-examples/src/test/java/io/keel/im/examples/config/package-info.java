@NullMarked
package io.keel.im.examples.config;

import org.jspecify.annotations.NullMarked;
