/** Tests of the package of that name. */
@NullMarked
package io.keel.im.config;

import org.jspecify.annotations.NullMarked;
