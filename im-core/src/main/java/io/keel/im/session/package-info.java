/** What is done about sessions from outside their gateways, by a host or by those who operate it. */
@NullMarked
package io.keel.im.session;

import org.jspecify.annotations.NullMarked;
