package io.keel.im.spi;

import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BooleanSupplier;

/**
 * Moves what old messages say out of a store, to where keeping it is cheap. The store reads through: whoever asks it for a message
 * sees no difference. Everything else stays, so that positions, unread counts, repetitions and recalls are what they were; what was
 * recalled is told to nobody, wherever it lies.
 *
 * <p><b>Atomicity.</b> What a message says is at any time in one place that is read. <b>Idempotency.</b> What a crash has cut off is
 * done by the next call; a call that finds nothing due changes nothing. Two at once do no harm.
 */
public interface MessageArchive {

    /** Archives nothing: for stores that keep everything where it is. */
    MessageArchive NONE = (before, goOn) -> CompletableFuture.completedFuture(0L);

    /**
     * Archives what was sent before a moment.
     *
     * @param before messages that are as old as this or younger stay
     * @param goOn asked between small steps; when it is false the rest is left for another time
     * @return how many messages were archived
     */
    CompletionStage<Long> archive(Instant before, BooleanSupplier goOn);
}
