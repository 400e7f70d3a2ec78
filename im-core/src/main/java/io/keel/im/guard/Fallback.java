package io.keel.im.guard;

import io.keel.im.spi.telemetry.CallTelemetry;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * Asks one that answers sooner, or another that answers surely. The first stands behind a {@link Guard} of its own, best with
 * {@link GuardSettings#expendable()}: so long as that is open nobody waits for it. Safe for use by several threads.
 */
final class Fallback {

    private final String dependency;
    private final CallTelemetry telemetry;

    /**
     * Makes it.
     *
     * @param dependency what the first is, by its name
     * @param telemetry hears when the other was asked
     */
    Fallback(String dependency, CallTelemetry telemetry) {
        this.dependency = dependency;
        this.telemetry = telemetry;
    }

    <T> CompletionStage<T> ask(Supplier<CompletionStage<T>> first, Supplier<CompletionStage<T>> other) {
        return first.get().exceptionallyCompose(failure -> {
            telemetry.fellBack(dependency);
            return other.get();
        });
    }
}
