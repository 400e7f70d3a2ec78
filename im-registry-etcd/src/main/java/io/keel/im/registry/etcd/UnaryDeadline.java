package io.keel.im.registry.etcd;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.MethodDescriptor;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Gives every call with one answer a deadline; streams live on. */
final class UnaryDeadline implements ClientInterceptor {

    private final long nanos;

    UnaryDeadline(Duration deadline) {
        this.nanos = deadline.toNanos();
    }

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        boolean unary = method.getType() == MethodDescriptor.MethodType.UNARY;
        return next.newCall(method, unary ? options.withDeadlineAfter(nanos, TimeUnit.NANOSECONDS) : options);
    }
}
