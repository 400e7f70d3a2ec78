package io.keel.im.job;

import io.keel.im.spi.Locks;
import java.util.concurrent.CompletionStage;

/** Something to be done now and then by one process at a time. */
@FunctionalInterface
public interface Duty {

    /**
     * Does it once.
     *
     * @param lease the lock that it is done under. What takes long asks {@link Locks.Lease#held} between its steps and ends when
     *     it is not held any more; a lock spares contention, so that two who run at once must do no harm either
     * @return ends when it is done; a failure is logged, and the next time is as far away as after a success
     */
    CompletionStage<Void> run(Locks.Lease lease);
}
