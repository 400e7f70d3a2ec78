/** The rules of read receipts. */
@NullMarked
package io.keel.im.receipt;

import org.jspecify.annotations.NullMarked;
