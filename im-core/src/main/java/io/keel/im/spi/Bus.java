package io.keel.im.spi;

import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Carries commands from gateways to logic and pushes from logic to gateways.
 *
 * <p><b>Uplink.</b> Commands of one conversation reach the handler in the order published by one thread, and the next batch
 * that may hold that conversation is not handed over before the stage of the one before has ended. Delivery is at least
 * once.
 *
 * <p><b>Downlink.</b> Records to one gateway arrive in the order in which one caller pushed them. They may be lost when a
 * process dies.
 *
 * <p><b>Bounds.</b> What does not fit is refused, never buffered without end. {@link #publish}, {@link #push} and {@link #bury}
 * never block; what starts or ends something may wait for an engine. All methods may be called from any thread.
 */
public interface Bus extends AutoCloseable {

    /**
     * Publishes commands.
     *
     * @return for each in order whether it was taken; what was not is refused with {@code UNAVAILABLE} and has left no trace
     */
    boolean[] publish(List<Submission> submissions);

    /**
     * Starts to hand commands over.
     *
     * @param handler called with batches in order; a failed stage hands the same commands over again, after a pause: together if
     *     the failure is {@linkplain io.keel.im.ImException#retryable() retryable}, perhaps in parts if it is not
     * @throws IllegalStateException if there is a handler already
     */
    Subscription consume(UplinkHandler handler);

    /**
     * Puts a command aside that cannot be handled, for humans to look at. A bus that has no place for such commands, as this one
     * unless overridden, forgets it.
     *
     * @param reason what went wrong
     * @return ends when it is kept; when it fails, so must the stage of the batch
     */
    default CompletionStage<Void> bury(Submission poison, String reason) {
        return CompletableFuture.completedFuture(null);
    }

    /** Sends records to a gateway, in order. Records for a gateway that is gone are dropped. */
    void push(GatewayId gateway, List<Downlink> records);

    /** Starts to receive the records for a gateway; the handler must not block. */
    Subscription subscribe(GatewayId gateway, DownlinkHandler handler);

    /** Ends all subscriptions. Closing twice is harmless. */
    @Override
    void close();

    /** Handles commands. */
    @FunctionalInterface
    interface UplinkHandler {

        /** Handles a batch; the stage ends when all of it is stored and pushed. */
        CompletionStage<Void> handle(List<Submission> batch);

        /**
         * Estimates how many rows a command will store, for a bus that bounds its batches by rows. Must answer at once.
         *
         * @return 1 or more; 1 unless overridden
         */
        default int rows(Submission submission) {
            return 1;
        }
    }

    /** Handles records for a gateway. */
    @FunctionalInterface
    interface DownlinkHandler {

        /**
         * Handles records, in order. Called by several threads, at once too; what tells of one conversation's log comes from one
         * at a time.
         */
        void handle(List<Downlink> records);
    }

    /** Something that can be ended. */
    interface Subscription extends AutoCloseable {

        /** Ends it; what is in hand is finished. Closing twice is harmless. */
        @Override
        void close();
    }
}
