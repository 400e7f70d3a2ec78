package io.keel.im.transport.grpc;

import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.Refusal;
import io.keel.im.spi.telemetry.CallOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Failures of ports as statuses, and back. A trailer tells the code that a port failed with: a status without it was made between
 * the processes, and says nothing of the port.
 */
final class Statuses {

    /** The {@link ErrorCode} that a port failed with, by name. */
    static final Metadata.Key<String> CODE = Metadata.Key.of("im-error-code", Metadata.ASCII_STRING_MARSHALLER);

    /** After how many milliseconds trying again makes sense. */
    static final Metadata.Key<String> RETRY_AFTER =
            Metadata.Key.of("im-retry-after-millis", Metadata.ASCII_STRING_MARSHALLER);

    private Statuses() {}

    static StatusException of(Throwable failure) {
        return of(Refusal.of(failure));
    }

    static StatusException of(Refusal refusal) {
        Metadata trailers = new Metadata();
        trailers.put(CODE, refusal.code().name());
        SecondTries.forbid(trailers);
        if (refusal.retryAfterMillis() > 0) {
            trailers.put(RETRY_AFTER, Long.toString(refusal.retryAfterMillis()));
        }
        return status(refusal.code()).withDescription(refusal.message()).asException(trailers);
    }

    /** Reads what a call failed with. */
    static ImException read(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        ErrorCode told = told(Status.trailersFromThrowable(failure));
        String description = status.getDescription();
        if (told != null) {
            return new ImException(told, description == null ? told.name() : description);
        }
        return switch (status.getCode()) {
            case UNAVAILABLE, DEADLINE_EXCEEDED, CANCELLED, ABORTED ->
                new ImException(ErrorCode.UNAVAILABLE, "a service did not answer", unchecked(status));
            default -> new ImException(ErrorCode.INTERNAL, "a service could not be asked", unchecked(status));
        };
    }

    /** Tells how a call ended that failed: with an answer, if the port or the process that serves it said no. */
    static CallOutcome outcome(Throwable failure) {
        if (told(Status.trailersFromThrowable(failure)) != null) {
            return CallOutcome.OK;
        }
        return switch (Status.fromThrowable(failure).getCode()) {
            case DEADLINE_EXCEEDED -> CallOutcome.TIMED_OUT;
            case UNAVAILABLE, ABORTED -> CallOutcome.FAILED;
            case CANCELLED -> CallOutcome.REJECTED;
            default -> CallOutcome.OK;
        };
    }

    private static StatusRuntimeException unchecked(Status status) {
        return status.asRuntimeException();
    }

    private static @Nullable ErrorCode told(@Nullable Metadata trailers) {
        String name = trailers == null ? null : trailers.get(CODE);
        if (name == null) {
            return null;
        }
        try {
            return ErrorCode.valueOf(name);
        } catch (IllegalArgumentException newer) {
            return ErrorCode.INTERNAL;
        }
    }

    private static Status status(ErrorCode code) {
        return switch (code) {
            case INVALID_ARGUMENT -> Status.INVALID_ARGUMENT;
            case UNAUTHENTICATED -> Status.UNAUTHENTICATED;
            case PERMISSION_DENIED -> Status.PERMISSION_DENIED;
            case NOT_FOUND -> Status.NOT_FOUND;
            case ALREADY_EXISTS -> Status.ALREADY_EXISTS;
            case FAILED_PRECONDITION -> Status.FAILED_PRECONDITION;
            case RATE_LIMITED -> Status.RESOURCE_EXHAUSTED;
            case UNAVAILABLE -> Status.UNAVAILABLE;
            case INTERNAL -> Status.INTERNAL;
        };
    }
}
