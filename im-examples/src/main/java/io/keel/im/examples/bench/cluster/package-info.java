/** The benchmark of the cluster: one node over MySQL, and the whole path, beside what the engines can do at best. */
@NullMarked
package io.keel.im.examples.bench.cluster;

import org.jspecify.annotations.NullMarked;
