package io.keel.im.logic;

import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.spi.Queries;
import io.keel.im.spi.telemetry.LogicTelemetry;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Queries, and what becomes of them told to a telemetry. Safe for use by several threads. */
public final class TimedQueries implements Queries {

    private final Queries queries;
    private final LogicTelemetry telemetry;

    /**
     * Decorates queries.
     *
     * @param queries answers them
     * @param telemetry hears how each ended and how long it took
     */
    public TimedQueries(Queries queries, LogicTelemetry telemetry) {
        this.queries = queries;
        this.telemetry = telemetry;
    }

    @Override
    public CompletionStage<Result> answer(UserId user, DeviceId device, Query query) {
        long start = System.nanoTime();
        return queries.answer(user, device, query)
                .whenComplete((result, failure) -> telemetry.queried(code(result, failure), System.nanoTime() - start));
    }

    private static @Nullable ErrorCode code(@Nullable Result result, @Nullable Throwable failure) {
        if (failure != null) {
            return Refusal.of(failure).code();
        }
        return result instanceof Result.Refused refused ? refused.refusal().code() : null;
    }
}
