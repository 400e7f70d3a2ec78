/**
 * Work done under the locks of a cluster, so that two processes do not do in vain what only one of them can succeed with. All of
 * it is right without a lock, too: nobody waits long for one, and nobody fails for want of one.
 */
@NullMarked
package io.keel.im.lock;

import org.jspecify.annotations.NullMarked;
