/** The rules of single messages: recalls. */
@NullMarked
package io.keel.im.message;

import org.jspecify.annotations.NullMarked;
