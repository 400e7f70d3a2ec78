/** The ports over a real etcd. */
@NullMarked
package io.keel.im.registry.etcd;

import org.jspecify.annotations.NullMarked;
