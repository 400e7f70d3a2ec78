package io.keel.im.health;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/** Asks whether something is there that a process works with. */
@FunctionalInterface
public interface Probe {

    /**
     * Asks. Must return at once; it is not asked again before the stage has ended, but waited for a limited time only.
     *
     * @return ends well if it is there. Of a failure that is an {@link ImException} the message is told to whoever asks for the
     *     process's health, so it holds no address and no secret; of others the kind alone
     */
    CompletionStage<?> ask();

    /**
     * Makes a probe of a fact that is known at once.
     *
     * @param reason what it means that it is not so
     */
    static Probe of(BooleanSupplier fact, String reason) {
        return () -> fact.getAsBoolean()
                ? CompletableFuture.completedFuture(null)
                : CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, reason));
    }
}
