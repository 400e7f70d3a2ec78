/** Groups, their members and the roles that members hold. */
@NullMarked
package io.keel.im.group;

import org.jspecify.annotations.NullMarked;
