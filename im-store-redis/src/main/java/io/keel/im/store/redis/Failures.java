package io.keel.im.store.redis;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.guard.ShedException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeoutException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisException;

/** Failures of the engine as failures of a port. */
final class Failures {

    private Failures() {}

    static ImException of(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause instanceof ImException ours) {
            return ours;
        }
        if (cause instanceof JedisDataException refusal && isFault(refusal)) {
            return new ImException(ErrorCode.INTERNAL, "Redis refuses a command", cause);
        }
        return cause instanceof JedisException
                ? new ImException(ErrorCode.UNAVAILABLE, "Redis is away", cause)
                : new ImException(ErrorCode.INTERNAL, "a call of Redis failed", cause);
    }

    /** Tells whether asking again cannot help: other refusals tell that the server is loading, full, busy or read-only. */
    private static boolean isFault(JedisDataException refusal) {
        String message = String.valueOf(refusal.getMessage());
        return message.startsWith("ERR") || message.startsWith("WRONGTYPE") || message.startsWith("NOPERM");
    }

    /** Who has waited in line for too long. */
    static ImException late() {
        return new ImException(ErrorCode.UNAVAILABLE, "Redis did not answer in time", new TimeoutException());
    }

    /** Who comes after the end. */
    static ImException closed() {
        return new ShedException("the connection to Redis is closed");
    }
}
