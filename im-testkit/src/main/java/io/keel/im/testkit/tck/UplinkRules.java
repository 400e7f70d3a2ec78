package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.command.Command;
import io.keel.im.command.Origin;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class UplinkRules extends BusRules {
    private final Queue<Submission> handled = new ConcurrentLinkedQueue<>();

    UplinkRules(BusTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("commands of every kind arrive as they were")
    void commandsArriveAsTheyWere() {
        List<Submission> published = new ArrayList<>();
        long id = 1L << 61;
        for (Command command : Commands.ofEveryKind()) {
            Origin origin = id % 2 == 0 ? null : new Origin(new GatewayId("gw-x"), Long.MAX_VALUE);
            published.add(new Submission(id++, Drafts.ALICE, Drafts.PHONE, origin, command));
        }
        bus().consume(this::take);

        publish(published);

        until("all commands", () -> handled.size() >= published.size());
        assertThat(handled).containsExactlyInAnyOrderElementsOf(published);
    }

    @Test
    @DisplayName("commands of one conversation arrive in the order published, in one batch or many")
    void oneConversationArrivesInOrder() {
        bus().consume(this::take);
        List<Submission> published = new ArrayList<>();
        for (int batch = 0; batch < 50; batch++) {
            List<Submission> some = sends(conversation(1), 1 + batch % 20);
            publish(some);
            published.addAll(some);
        }

        until("all commands", () -> handled.size() >= published.size());
        assertThat(handled).containsExactlyElementsOf(published);
    }

    @Test
    @DisplayName("a batch of many conversations keeps the order of each")
    void batchOfManyConversationsKeepsTheOrderOfEach() {
        bus().consume(this::take);
        List<Submission> published = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            published.add(send(conversation(i % 97)));
        }

        publish(published);

        until("all commands", () -> handled.size() >= published.size());
        for (int i = 0; i < 97; i++) {
            assertThat(of(conversation(i), List.copyOf(handled))).isEqualTo(of(conversation(i), published));
        }
    }

    @Test
    @DisplayName("publishers at once keep the order of their own conversations, and nothing is lost")
    void publishersAtOnceKeepTheirOrder() {
        bus().consume(this::take);
        List<Callable<List<Submission>>> publishers = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ConversationId conversation = conversation(i);
            publishers.add(() -> {
                List<Submission> all = new ArrayList<>();
                for (int n = 0; n < 100; n++) {
                    List<Submission> some = sends(conversation, 3);
                    publish(some);
                    all.addAll(some);
                }
                return all;
            });
        }

        List<List<Submission>> published = together(publishers);

        until("all commands", () -> handled.size() >= 1_800);
        assertThat(handled).hasSize(1_800);
        for (int i = 0; i < 6; i++) {
            assertThat(of(conversation(i), List.copyOf(handled))).isEqualTo(published.get(i));
        }
    }

    @Test
    @DisplayName("the next batch of a conversation waits for the end of the one before")
    void nextBatchWaitsForTheEndOfTheOneBefore() {
        Set<ConversationId> inHand = ConcurrentHashMap.newKeySet();
        Queue<String> overlaps = new ConcurrentLinkedQueue<>();
        bus().consume(batch -> {
            List<ConversationId> conversations = batch.stream()
                    .map(submission -> submission.command().conversation())
                    .distinct()
                    .toList();
            for (ConversationId each : conversations) {
                if (!inHand.add(each)) {
                    overlaps.add(each + " came while a batch of it was in hand");
                }
            }
            CompletableFuture<Void> end = new CompletableFuture<>();
            CompletableFuture.delayedExecutor(2, TimeUnit.MILLISECONDS).execute(() -> {
                handled.addAll(batch);
                conversations.forEach(inHand::remove);
                end.complete(null);
            });
            return end;
        });

        for (int i = 0; i < 600; i++) {
            publish(List.of(send(conversation(i % 7))));
        }

        until("all commands", () -> handled.size() >= 600);
        assertThat(overlaps).isEmpty();
    }

    @Test
    @DisplayName("commands wait for a handler")
    void commandsWaitForAHandler() {
        List<Submission> published = sends(conversation(1), 10);
        publish(published);

        bus().consume(this::take);

        until("all commands", () -> handled.size() >= 10);
        assertThat(handled).containsExactlyElementsOf(published);
    }

    @Test
    @DisplayName("there is one handler at a time, and a new one after the old has ended")
    void thereIsOneHandlerAtATime() {
        Queue<Submission> byFirst = new ConcurrentLinkedQueue<>();
        Bus.Subscription first = bus().consume(batch -> {
            byFirst.addAll(batch);
            return done();
        });
        assertThatThrownBy(() -> bus().consume(this::take)).isInstanceOf(IllegalStateException.class);
        publish(sends(conversation(1), 5));
        until("the first five", () -> byFirst.size() >= 5);
        first.close();
        first.close();

        bus().consume(this::take);
        List<Submission> later = sends(conversation(1), 5);
        publish(later);

        until("the next five", () -> handled.containsAll(later));
        assertThat(byFirst).hasSize(5);
    }

    @Test
    @DisplayName("an empty batch is taken as nothing, and closing twice is harmless")
    void emptyBatchAndSecondClose() {
        assertThat(bus().publish(List.of())).isEmpty();
        bus().close();
        bus().close();
    }

    private CompletableFuture<Void> take(List<Submission> batch) {
        handled.addAll(batch);
        return done();
    }
}
