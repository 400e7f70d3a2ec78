package io.keel.im.transport.grpc;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.trace.Step;

/** Goes on with the traces of calls that come with a {@code traceparent}; what they call in turn is a part of them. */
final class TracedServing implements ServerInterceptor {

    private final Tracing tracing;

    TracedServing(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public <Q, R> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
        String traceparent = headers.get(TracedCalls.TRACEPARENT);
        if (traceparent == null || !call.getMethodDescriptor().getType().clientSendsOneMessage()) {
            return next.startCall(call, headers);
        }
        Step step = tracing.serve(call.getMethodDescriptor().getFullMethodName(), traceparent);
        return new Traced<>(next.startCall(new Ending<>(call, step), headers), step);
    }

    private static final class Ending<Q, R> extends SimpleForwardingServerCall<Q, R> {

        private final Step step;

        Ending(ServerCall<Q, R> call, Step step) {
            super(call);
            this.step = step;
        }

        @Override
        public void close(Status status, Metadata trailers) {
            step.end(status.isOk() ? null : Statuses.read(status.asRuntimeException(trailers)));
            super.close(status, trailers);
        }
    }

    /** The port is called when the request is complete. */
    private static final class Traced<Q> extends SimpleForwardingServerCallListener<Q> {

        private final Step step;

        Traced(ServerCall.Listener<Q> listener, Step step) {
            super(listener);
            this.step = step;
        }

        @Override
        public void onHalfClose() {
            step.within(() -> {
                super.onHalfClose();
                return true;
            });
        }

        @Override
        public void onCancel() {
            step.end(null);
            super.onCancel();
        }
    }
}
