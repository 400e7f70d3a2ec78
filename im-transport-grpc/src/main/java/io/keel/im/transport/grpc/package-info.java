/**
 * Ports of core between processes, over gRPC, and the gateway's stream for bots and services.
 *
 * <p>A process that has a port exports it, by a {@link io.keel.im.transport.grpc.GrpcServer}; one that needs it calls it through a
 * {@link io.keel.im.transport.grpc.GrpcPeer}, as {@code Grpc}<i>Port</i>, which implements the same interface: callers do not know
 * that there is a network. A role behind gRPC is nothing but its ports exported.
 *
 * <p><b>Failures.</b> What a port fails with comes out as it went in: the same {@link io.keel.im.ErrorCode}. What goes wrong between
 * the processes is {@code UNAVAILABLE} where trying again may help (no instance, a deadline, a broken connection) and {@code
 * INTERNAL} where it does not (a stranger's secret, a method that the other side does not know).
 *
 * <p><b>Threads.</b> Nothing here blocks. Stages are completed by threads of gRPC; ports are called by those of the server.
 *
 * <p><b>Strangers.</b> An exported port answers those alone who show the shared secret, or a certificate of the same authority
 * under mutual TLS; a server with neither does not start. The stream for clients proves each client by its token.
 */
@NullMarked
package io.keel.im.transport.grpc;

import org.jspecify.annotations.NullMarked;
