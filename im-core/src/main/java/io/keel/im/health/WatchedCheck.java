package io.keel.im.health;

import io.keel.im.ImException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One check over time; used under its owner's lock, but for asking. */
final class WatchedCheck {

    private final Need need;
    private final Probe probe;
    private final AtomicBoolean asking = new AtomicBoolean();
    private Check now;
    private boolean known;
    private boolean everUp;

    WatchedCheck(String name, Need need, Probe probe, Instant created) {
        this.need = need;
        this.probe = probe;
        this.now = new Check(name, need, false, "not asked yet", created);
    }

    String name() {
        return now.name();
    }

    Check now() {
        return now;
    }

    /** Whether it has been asked and has answered. */
    boolean known() {
        return known;
    }

    /** Whether the process may be ready, as far as this goes. */
    boolean lets() {
        return switch (need) {
            case ALWAYS -> now.up();
            case TO_START -> everUp;
            case NEVER -> true;
        };
    }

    /**
     * Asks, unless the last answer is still to come.
     *
     * @param told hears what is wrong, or an empty string
     */
    void ask(Duration patience, Consumer<String> told) {
        if (!asking.compareAndSet(false, true)) {
            return;
        }
        CompletableFuture<Void> bounded = new CompletableFuture<>();
        answer().whenComplete((any, failure) -> {
            asking.set(false);
            if (failure == null) {
                bounded.complete(null);
            } else {
                bounded.completeExceptionally(failure);
            }
        });
        bounded.orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .whenComplete((any, failure) -> told.accept(failure == null ? "" : reason(failure, patience)));
    }

    /**
     * Notes what was found.
     *
     * @return whether that is news
     */
    boolean found(String failure, Instant when) {
        boolean up = failure.isEmpty();
        everUp |= up;
        boolean turned = up != now.up() || !known;
        boolean news = turned || !failure.equals(now.reason());
        known = true;
        if (news) {
            now = new Check(now.name(), need, up, failure, turned ? when : now.since());
        }
        return news;
    }

    private CompletionStage<?> answer() {
        try {
            return probe.ask();
        } catch (RuntimeException failure) {
            return CompletableFuture.failedFuture(failure);
        }
    }

    private static String reason(Throwable failure, Duration patience) {
        @Nullable Throwable cause = failure;
        while (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ImException known) {
            return String.valueOf(known.getMessage());
        }
        return cause instanceof TimeoutException
                ? "no answer within " + patience.toMillis() + " ms"
                : String.valueOf(cause == null ? null : cause.getClass().getSimpleName());
    }
}
