package io.keel.im.transport.grpc;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.Status;
import io.keel.im.spi.Tracing;
import io.keel.im.spi.trace.Step;

/** Sends {@code traceparent} with the calls that are made within a step; others go as they are. */
final class TracedCalls implements ClientInterceptor {

    /** As W3C Trace Context has it. */
    static final Metadata.Key<String> TRACEPARENT = Metadata.Key.of("traceparent", Metadata.ASCII_STRING_MARSHALLER);

    private final Tracing tracing;

    TracedCalls(Tracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public <Q, R> ClientCall<Q, R> interceptCall(MethodDescriptor<Q, R> method, CallOptions options, Channel next) {
        ClientCall<Q, R> call = next.newCall(method, options);
        Step step = tracing.call(method.getFullMethodName());
        String traceparent = step.traceparent();
        return traceparent == null ? call : new Traced<>(call, step, traceparent);
    }

    private static final class Traced<Q, R> extends SimpleForwardingClientCall<Q, R> {

        private final Step step;
        private final String traceparent;

        Traced(ClientCall<Q, R> call, Step step, String traceparent) {
            super(call);
            this.step = step;
            this.traceparent = traceparent;
        }

        @Override
        public void start(Listener<R> listener, Metadata headers) {
            headers.put(TRACEPARENT, traceparent);
            super.start(
                    new SimpleForwardingClientCallListener<>(listener) {
                        @Override
                        public void onClose(Status status, Metadata trailers) {
                            step.end(status.isOk() ? null : Statuses.read(status.asRuntimeException(trailers)));
                            super.onClose(status, trailers);
                        }
                    },
                    headers);
        }
    }
}
