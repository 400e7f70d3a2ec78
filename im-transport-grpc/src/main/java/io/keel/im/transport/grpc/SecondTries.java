package io.keel.im.transport.grpc;

import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.keel.im.transport.grpc.v1.AuthServiceGrpc;
import io.keel.im.transport.grpc.v1.RateLimitsGrpc;
import java.util.List;
import java.util.Map;

/**
 * Which calls are made once more, by another instance: those that did not reach one, or whose instance has gone before it answered. All
 * that ports offer may be done twice but registering, whose second try would find the account of the first, and taking from a
 * bucket. What a port itself failed with is not tried again, and nothing is while a third of all calls fail.
 */
final class SecondTries {

    /** As gRPC's service config. An instance that is ended amid a call has it {@code CANCELLED}; callers here never do. */
    static final Map<String, ?> CONFIG = Map.of(
            "methodConfig",
            List.of(
                    Map.of(
                            "name",
                            List.of(Map.of()),
                            "retryPolicy",
                            Map.of(
                                    "maxAttempts",
                                    2.0,
                                    "initialBackoff",
                                    "0.02s",
                                    "maxBackoff",
                                    "0.1s",
                                    "backoffMultiplier",
                                    2.0,
                                    "retryableStatusCodes",
                                    List.of("UNAVAILABLE", "CANCELLED"))),
                    Map.of(
                            "name",
                            List.of(once(AuthServiceGrpc.getRegisterMethod()), once(RateLimitsGrpc.getTakeMethod())))),
            "retryThrottling",
            Map.of("maxTokens", 100.0, "tokenRatio", 0.5));

    /** In the trailers of a failure: a negative number forbids another try. */
    private static final Metadata.Key<String> PUSHBACK =
            Metadata.Key.of("grpc-retry-pushback-ms", Metadata.ASCII_STRING_MARSHALLER);

    private SecondTries() {}

    private static Map<String, String> once(MethodDescriptor<?, ?> method) {
        return Map.of(
                "service",
                String.valueOf(method.getServiceName()),
                "method",
                String.valueOf(method.getBareMethodName()));
    }

    /** Notes in the trailers of a failure that another instance would fail as well. */
    static void forbid(Metadata trailers) {
        trailers.put(PUSHBACK, "-1");
    }
}
