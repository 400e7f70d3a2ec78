package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class UplinkTroubleRules extends BusRules {
    private final Queue<List<Submission>> batches = new ConcurrentLinkedQueue<>();

    UplinkTroubleRules(BusTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("a batch whose stage failed is handed over again before what follows")
    void failedBatchIsHandedOverAgain() {
        AtomicInteger failures = new AtomicInteger(2);
        bus().consume(batch -> {
            batches.add(List.copyOf(batch));
            return failures.getAndDecrement() > 0
                    ? CompletableFuture.failedFuture(new ImException(ErrorCode.UNAVAILABLE, "the store is down"))
                    : done();
        });
        List<Submission> published = sends(conversation(1), 20);
        for (Submission each : published) {
            publish(List.of(each));
        }

        until("all commands", () -> settled(2).containsAll(published));
        List<List<Submission>> seen = List.copyOf(batches);
        assertThat(seen.get(1)).as("the second try").startsWith(seen.get(0).toArray(Submission[]::new));
        assertThat(seen.get(2)).as("the third try").startsWith(seen.get(1).toArray(Submission[]::new));
        assertThat(firstsInOrder(seen.subList(2, seen.size()))).containsExactlyElementsOf(published);
    }

    @Test
    @DisplayName("failures now and then lose nothing and change no order")
    void failuresNowAndThenLoseNothing() {
        AtomicInteger count = new AtomicInteger();
        Queue<Submission> ended = new ConcurrentLinkedQueue<>();
        bus().consume(batch -> {
            if (count.incrementAndGet() % 5 == 1) {
                return CompletableFuture.failedFuture(new IllegalStateException("now and then"));
            }
            ended.addAll(batch);
            return done();
        });
        List<Submission> published = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            Submission one = send(conversation(i % 3));
            publish(List.of(one));
            published.add(one);
        }

        until("all commands", () -> Set.copyOf(ended).size() >= 60);
        List<Submission> all = List.copyOf(ended);
        for (int i = 0; i < 3; i++) {
            ConversationId conversation = conversation(i);
            assertThat(new LinkedHashSet<>(of(conversation, all)))
                    .containsExactlyElementsOf(of(conversation, published));
        }
    }

    @Test
    @DisplayName("what does not fit is refused and leaves no trace, and what was taken arrives")
    void whatDoesNotFitIsRefused() {
        Assumptions.assumeTrue(refusesBy() > 0, "the bus buffers in a durable log, bounded elsewhere");
        CompletableFuture<Void> gate = new CompletableFuture<>();
        bus().consume(batch -> gate.thenRun(() -> batches.add(List.copyOf(batch))));
        List<Submission> taken = new ArrayList<>();
        Set<Long> refused = new LinkedHashSet<>();
        for (int i = 0; i < refusesBy() && refused.isEmpty(); i += 100) {
            List<Submission> some = sends(conversation(1), 100);
            boolean[] answers = bus().publish(some);
            for (int k = 0; k < answers.length; k++) {
                if (answers[k]) {
                    taken.add(some.get(k));
                } else {
                    refused.add(some.get(k).id());
                }
            }
        }
        assertThat(refused).as("refused out of %d", refusesBy()).isNotEmpty();

        gate.complete(null);

        until("all that was taken", () -> settled(0).size() >= taken.size());
        assertThat(settled(0)).containsExactlyElementsOf(taken);
        assertThat(settled(0)).noneMatch(submission -> refused.contains(submission.id()));
        until("room again", () -> bus().publish(sends(conversation(1), 1))[0]);
    }

    /** What was handed over, without the first {@code failed} batches. */
    private List<Submission> settled(int failed) {
        return batches.stream().skip(failed).flatMap(List::stream).toList();
    }

    private static Set<Submission> firstsInOrder(List<List<Submission>> seen) {
        return seen.stream().flatMap(List::stream).collect(Collectors.toCollection(LinkedHashSet::new));
    }
}
