/** The rules of groups: who may change what, and what a change amounts to. */
@NullMarked
package io.keel.im.membership;

import org.jspecify.annotations.NullMarked;
