package io.keel.im.testkit.tck;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What all suites share: how long they wait. */
public abstract class PortTck {
    /** How long a suite waits for one answer before the test fails; 10 seconds unless overridden. */
    protected Duration patience() {
        return Duration.ofSeconds(10);
    }

    /** Waits for an answer; a failed stage is thrown as the unchecked exception that it bears. */
    final <T> T await(CompletionStage<T> stage) {
        return outcome(stage.toCompletableFuture());
    }

    private <T> T outcome(Future<T> future) {
        try {
            return future.get(patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + patience(), e);
        } catch (ExecutionException e) {
            Throwable cause = e.getCause();
            if (cause instanceof RuntimeException failure) {
                throw failure;
            }
            if (cause instanceof Error error) {
                throw error;
            }
            throw new CompletionException(cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for an answer", e);
        }
    }

    /** Runs tasks at once, each on a thread of its own that starts with the others; returns their results in order. */
    final <T> List<T> together(List<? extends Callable<T>> tasks) {
        ExecutorService threads = Executors.newFixedThreadPool(tasks.size());
        try {
            CyclicBarrier start = new CyclicBarrier(tasks.size());
            List<Future<T>> futures = new ArrayList<>();
            for (Callable<T> task : tasks) {
                futures.add(threads.submit(() -> {
                    start.await(patience().toMillis(), TimeUnit.MILLISECONDS);
                    return task.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(outcome(future));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
