package io.keel.im.lock;

import io.keel.im.command.GroupCommand;
import io.keel.im.command.Submission;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Locks;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/**
 * Has the groups that a batch changes locked while it is handled: two workers that both believe to own a conversation, as while
 * one takes over from the other, would else judge the same change twice, and one of them in vain. Messages wait for no lock.
 *
 * <p>The membership's version decides, not the lock: without one, or with Redis gone, everything is as right. Safe for use by
 * several threads.
 */
public final class LockedGroups implements Bus.UplinkHandler {

    private final Bus.UplinkHandler handler;
    private final SparedContention contention;

    /**
     * Puts locks before a handler.
     *
     * @param handler handles the batches
     */
    public LockedGroups(Bus.UplinkHandler handler, Locks locks) {
        this.handler = handler;
        this.contention = new SparedContention(locks);
    }

    @Override
    public CompletionStage<Void> handle(List<Submission> batch) {
        Set<String> changed = batch.stream()
                .filter(submission -> submission.command() instanceof GroupCommand)
                .map(submission ->
                        "group:" + submission.command().conversation().value())
                .collect(Collectors.toSet());
        return changed.isEmpty() ? handler.handle(batch) : contention.under(changed, () -> handler.handle(batch));
    }

    @Override
    public int rows(Submission submission) {
        return handler.rows(submission);
    }
}
