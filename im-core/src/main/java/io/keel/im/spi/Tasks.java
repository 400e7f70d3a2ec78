package io.keel.im.spi;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;

/**
 * Carries tasks from those who know of them, who publish after their commit, to those who do them.
 *
 * <p><b>Groups.</b> Every group gets every task, at least once; the processes of one group share them. What is published while
 * nobody of a group is there waits for it. A group that is new may get tasks from before its time.
 *
 * <p><b>Order.</b> Tasks of one key reach a group in the order published by one thread, and the next one is not handed over
 * before the stage of the one before has ended.
 *
 * <p><b>Bounds.</b> What does not fit is refused, never buffered without end. {@link #publish} never blocks. All methods may be
 * called from any thread.
 */
public interface Tasks extends AutoCloseable {

    /**
     * Publishes tasks.
     *
     * @return ends when all of them will be handed over, whatever dies; fails with {@code UNAVAILABLE} when that is not known of
     *     some: publish them again then
     */
    CompletionStage<Void> publish(List<Task> tasks);

    /**
     * Starts to hand tasks over.
     *
     * @param group who does them, 1–64 of {@code A–Z a–z 0–9 . _ @ -}
     * @param handlers who does them by kind, a {@link TaskBatchHandler} perhaps several at once; tasks of a kind that is not among
     *     them are passed over
     * @throws IllegalStateException if this group is served here already
     */
    Bus.Subscription consume(String group, Map<String, TaskHandler> handlers);

    /** Ends all subscriptions. Closing twice is harmless. */
    @Override
    void close();
}
