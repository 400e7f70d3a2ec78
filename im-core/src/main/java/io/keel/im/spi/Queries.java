package io.keel.im.spi;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import java.util.concurrent.CompletionStage;

/** Answers what clients ask: the logic role as a gateway sees it, in the same process or behind a network. */
@FunctionalInterface
public interface Queries {

    /**
     * Answers a query. Reads may be repeated; what moves a position or a setting is idempotent. May be called from any thread.
     *
     * @param user who asks
     * @param device from which device: receipts of its own go to the other ones
     * @return the answer, refusals included; a failed stage means that a store failed
     */
    CompletionStage<Result> answer(UserId user, DeviceId device, Query query);
}
