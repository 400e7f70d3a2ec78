/**
 * The roles of the cluster, each a process of its own: gateway, logic, session, data-proxy and job. Each class that ends in
 * {@code Role} puts one together from the library, as a host of its own would; each that ends in {@code Command} runs it.
 */
@NullMarked
package io.keel.im.examples.role;

import org.jspecify.annotations.NullMarked;
