/** Services, worker ids, locks and configuration in etcd. */
@NullMarked
package io.keel.im.registry.etcd;

import org.jspecify.annotations.NullMarked;
