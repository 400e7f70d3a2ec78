/** Who a client is: JSON Web Tokens, and accounts for hosts that have no users of their own. */
@NullMarked
package io.keel.im.auth;

import org.jspecify.annotations.NullMarked;
