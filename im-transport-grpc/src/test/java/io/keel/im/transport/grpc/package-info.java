/** Tests of the gRPC transport, over sockets of the loopback and in process. */
@NullMarked
package io.keel.im.transport.grpc;

import org.jspecify.annotations.NullMarked;
