/** Tests of the MySQL store, against a real server. */
@NullMarked
package io.keel.im.store.mysql;

import org.jspecify.annotations.NullMarked;
