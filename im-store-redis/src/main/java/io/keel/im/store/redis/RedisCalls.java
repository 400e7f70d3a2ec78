package io.keel.im.store.redis;

import io.keel.im.ImException;
import io.keel.im.guard.ShedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import redis.clients.jedis.AbstractPipeline;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.Response;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Calls scripts on threads of its own, one connection each, so that no caller waits. What has arrived while the threads were
 * busy goes over in one pipeline; nothing waits for a timer: a call that comes alone is made at once.
 *
 * <p>The queue is bounded, and who has waited there for longer than a call may take is told so instead of being served late.
 */
final class RedisCalls implements AutoCloseable {

    /** How many scripts one pipeline calls, unless a single question asks for more. */
    private static final int PIPELINE = 256;

    private static final long CLOSE_SECONDS = 5;

    private final RedisClient client;
    private final int workers;
    private final int capacity;
    private final long timeoutNanos;
    private final LongSupplier nanos;
    private final ThreadPoolExecutor threads;

    private final ArrayDeque<Question> waiting = new ArrayDeque<>();
    private int waitingCalls;
    private int working;
    private boolean closed;

    /**
     * Makes it.
     *
     * @param workers how many threads, and so connections, it uses at once
     * @param capacity how many calls may wait
     * @param timeoutNanos how long a question may wait
     */
    RedisCalls(RedisClient client, int workers, int capacity, long timeoutNanos, LongSupplier nanos) {
        this.client = client;
        this.workers = workers;
        this.capacity = capacity;
        this.timeoutNanos = timeoutNanos;
        this.nanos = nanos;
        AtomicInteger number = new AtomicInteger();
        // The queue holds a worker at most: no more than there are threads are ever started.
        this.threads = new ThreadPoolExecutor(
                workers, workers, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(workers), task -> {
                    Thread thread = new Thread(task, "im-redis-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
        threads.allowCoreThreadTimeOut(true);
    }

    /** Makes calls in one pipeline; returns their replies in order. The stage fails with {@link ImException} if one of them does. */
    CompletionStage<List<@Nullable Object>> run(List<ScriptCall> calls) {
        if (calls.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Question question = new Question(calls, nanos.getAsLong());
        synchronized (this) {
            if (closed) {
                return CompletableFuture.failedFuture(Failures.closed());
            }
            if (waitingCalls > 0 && waitingCalls + calls.size() > capacity) {
                return CompletableFuture.failedFuture(new ShedException("Redis has more to do than it can"));
            }
            waiting.add(question);
            waitingCalls += calls.size();
            if (working == workers) {
                return question.answer;
            }
            working++;
        }
        try {
            threads.execute(this::work);
        } catch (RejectedExecutionException e) {
            // Closed just now.
            refuseWaiting();
        }
        return question.answer;
    }

    /** Makes the calls that wait, for up to 5 seconds, and takes none any more. */
    @Override
    public void close() {
        synchronized (this) {
            closed = true;
        }
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
        refuseWaiting();
    }

    private void refuseWaiting() {
        for (List<Question> left = next(); !left.isEmpty(); left = next()) {
            left.forEach(question -> question.fail(Failures.closed()));
        }
    }

    private void work() {
        for (List<Question> questions = next(); !questions.isEmpty(); questions = next()) {
            answer(questions);
        }
    }

    private synchronized List<Question> next() {
        List<Question> questions = new ArrayList<>();
        int calls = 0;
        while (!waiting.isEmpty()
                && (questions.isEmpty() || calls + waiting.peek().calls.size() <= PIPELINE)) {
            Question question = waiting.remove();
            questions.add(question);
            calls += question.calls.size();
        }
        waitingCalls -= calls;
        if (questions.isEmpty()) {
            working--;
        }
        return questions;
    }

    private void answer(List<Question> questions) {
        long oldest = nanos.getAsLong() - timeoutNanos;
        List<Question> fresh = new ArrayList<>(questions.size());
        for (Question question : questions) {
            if (question.asked - oldest < 0) {
                question.fail(Failures.late());
            } else {
                fresh.add(question);
            }
        }
        List<Outcome> outcomes = new ArrayList<>();
        for (Question question : fresh) {
            question.calls.forEach(call -> outcomes.add(new Outcome(call)));
        }
        try {
            call(outcomes);
        } catch (RuntimeException | Error e) {
            if (e instanceof JedisConnectionException) {
                // Those that lie in the pool are most likely as dead as this one.
                client.getPool().clear();
            }
            fresh.forEach(question -> question.fail(Failures.of(e)));
            return;
        }
        int done = 0;
        for (Question question : fresh) {
            List<Outcome> own = outcomes.subList(done, done + question.calls.size());
            done += own.size();
            question.complete(own);
        }
    }

    private void call(List<Outcome> outcomes) {
        pipeline(outcomes);
        List<Outcome> unknown = outcomes.stream().filter(Outcome::unknown).toList();
        if (!unknown.isEmpty()) {
            // A server that was restarted. Those that did not run are called again, and no others.
            Set<Script> scripts = new HashSet<>();
            unknown.forEach(outcome -> scripts.add(outcome.call.script()));
            scripts.forEach(script -> client.scriptLoad(script.source()));
            pipeline(unknown);
        }
    }

    private void pipeline(List<Outcome> outcomes) {
        if (outcomes.isEmpty()) {
            return;
        }
        try (AbstractPipeline pipeline = client.pipelined()) {
            List<Response<Object>> responses = new ArrayList<>(outcomes.size());
            for (Outcome outcome : outcomes) {
                ScriptCall call = outcome.call;
                responses.add(pipeline.evalsha(call.script().digest(), call.keys(), call.arguments()));
            }
            pipeline.sync();
            for (int i = 0; i < outcomes.size(); i++) {
                outcomes.get(i).take(responses.get(i));
            }
        }
    }

    /** One caller's calls. */
    private static final class Question {

        private final List<ScriptCall> calls;
        private final long asked;
        private final CompletableFuture<List<@Nullable Object>> answer = new CompletableFuture<>();

        Question(List<ScriptCall> calls, long asked) {
            this.calls = calls;
            this.asked = asked;
        }

        void complete(List<Outcome> outcomes) {
            List<@Nullable Object> replies = new ArrayList<>(outcomes.size());
            for (Outcome outcome : outcomes) {
                if (outcome.failure != null) {
                    fail(Failures.of(outcome.failure));
                    return;
                }
                replies.add(outcome.reply);
            }
            answer.complete(replies);
        }

        void fail(ImException failure) {
            answer.completeExceptionally(failure);
        }
    }

    /** What became of one call. */
    private static final class Outcome {

        private final ScriptCall call;
        private @Nullable Object reply;
        private @Nullable JedisException failure;

        Outcome(ScriptCall call) {
            this.call = call;
        }

        void take(Response<Object> response) {
            failure = null;
            try {
                reply = response.get();
            } catch (JedisException e) {
                failure = e;
            }
        }

        boolean unknown() {
            return failure instanceof JedisNoScriptException;
        }
    }
}
