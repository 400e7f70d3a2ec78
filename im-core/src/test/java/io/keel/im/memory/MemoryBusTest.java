package io.keel.im.memory;

import static io.keel.im.memory.Entries.user;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.DeviceId;
import io.keel.im.command.Recall;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Bus.Subscription;
import io.keel.im.spi.Downlink;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class MemoryBusTest {

    private static final GatewayId EAST = new GatewayId("east");

    private final AtomicLong ids = new AtomicLong();
    private final List<Duration> pauses = new ArrayList<>();
    private final Deque<Runnable> delayed = new ArrayDeque<>();

    private final Handler handler = new Handler();
    private final MemoryBus bus = MemoryBus.builder()
            .delays(this::delay)
            .queueCapacity(4)
            .batchLimit(3)
            .build();

    @Test
    void commandsThatComeTogetherAreHandedOverTogether() {
        bus.consume(handler);

        bus.publish(commands("a", "b", "a"));

        assertThat(handler.batches).hasSize(1);
        assertThat(handler.seen("a")).containsExactly("a1", "a3");
        assertThat(handler.seen("b")).containsExactly("b2");
    }

    @Test
    void batchIsBounded() {
        bus.consume(handler);

        bus.publish(commands("a", "b", "c", "d", "e"));

        assertThat(handler.batches).hasSize(2).allMatch(batch -> batch.size() <= 3);
    }

    @Test
    void conversationWaitsUntilItsBatchIsDone() {
        bus.consume(handler);
        CompletableFuture<Void> first = handler.hold();
        bus.publish(commands("a"));
        bus.publish(commands("a", "b"));
        assertThat(handler.batches).containsExactly(List.of("a1"), List.of("b3"));

        first.complete(null);

        assertThat(handler.batches).containsExactly(List.of("a1"), List.of("b3"), List.of("a2"));
    }

    @Test
    void commandsWithoutARoomAreRefusedAndLeaveNoTrace() {
        bus.consume(handler);
        CompletableFuture<Void> first = handler.hold();
        bus.publish(commands("a"));

        boolean[] taken = bus.publish(commands("a", "a", "a", "a", "a", "b"));
        first.complete(null);

        assertThat(taken).containsExactly(true, true, true, true, false, true);
        assertThat(handler.seen("a")).containsExactly("a1", "a2", "a3", "a4", "a5");
    }

    @Test
    void commandsWaitForTheirHandler() {
        bus.publish(commands("a"));

        bus.consume(handler);

        assertThat(handler.batches).containsExactly(List.of("a1"));
    }

    @Test
    void failedBatchIsHandedOverAgainAfterGrowingPausesBeforeWhatCameLater() {
        bus.consume(handler);
        for (int i = 0; i < 7; i++) {
            handler.hold().completeExceptionally(new IllegalStateException("down"));
        }
        bus.publish(commands("a"));
        bus.publish(commands("a"));
        while (!delayed.isEmpty()) {
            delayed.remove().run();
        }

        assertThat(pauses.stream().map(Duration::toMillis)).containsExactly(50L, 100L, 200L, 400L, 800L, 1000L, 1000L);
        assertThat(handler.batches.subList(0, 8)).containsOnly(List.of("a1"));
        assertThat(handler.batches.subList(8, 9)).containsExactly(List.of("a2"));
    }

    @Test
    void handlerThatThrowsHasFailed() {
        handler.throwing = true;
        bus.consume(handler);
        bus.publish(commands("a"));
        handler.throwing = false;

        delayed.remove().run();

        assertThat(handler.batches).containsExactly(List.of("a1"), List.of("a1"));
    }

    @Test
    void otherConversationsGoOnWhileOneIsPaused() {
        bus.consume(handler);
        handler.hold().completeExceptionally(new IllegalStateException("down"));
        bus.publish(commands("a"));

        bus.publish(commands("b"));

        assertThat(handler.seen("b")).containsExactly("b2");
    }

    @Test
    void handlerThatPublishesIsNotCalledInsideItself() {
        List<String> calls = new ArrayList<>();
        bus.consume(batch -> {
            calls.add("in");
            if (batch.get(0).id() < 4) {
                bus.publish(commands("b"));
            }
            calls.add("out");
            return done();
        });

        bus.publish(commands("a"));

        assertThat(calls).containsExactly("in", "out", "in", "out", "in", "out", "in", "out");
    }

    @Test
    void callerDoesNoMoreThanItsShare() throws Exception {
        Thread caller = Thread.currentThread();
        CompletableFuture<Void> elsewhere = new CompletableFuture<>();
        AtomicLong here = new AtomicLong();
        bus.consume(batch -> {
            if (Thread.currentThread() == caller) {
                here.incrementAndGet();
                bus.publish(commands("a"));
            } else {
                elsewhere.complete(null);
            }
            return done();
        });

        bus.publish(commands("a"));

        elsewhere.get(10, TimeUnit.SECONDS);
        assertThat(here.get()).isPositive().isLessThan(100);
    }

    @Test
    void executorDoesTheWorkWhenThereIsOne() {
        Deque<Runnable> tasks = new ArrayDeque<>();
        MemoryBus asynchronous = MemoryBus.builder().executor(tasks::add).build();
        asynchronous.consume(handler);

        asynchronous.publish(commands("a"));
        assertThat(handler.batches).isEmpty();

        tasks.remove().run();
        assertThat(handler.batches).containsExactly(List.of("a1"));
    }

    @Test
    void thereIsOneHandlerAtATime() {
        Subscription subscription = bus.consume(handler);
        assertThatThrownBy(() -> bus.consume(handler)).isInstanceOf(IllegalStateException.class);

        subscription.close();
        subscription.close();
        bus.publish(commands("a"));
        assertThat(handler.batches).isEmpty();

        bus.consume(handler);
        assertThat(handler.batches).containsExactly(List.of("a1"));
    }

    @Test
    void batchThatFailedIsTheFirstOfTheNextHandler() {
        Subscription subscription = bus.consume(handler);
        handler.hold().completeExceptionally(new IllegalStateException("down"));
        bus.publish(commands("a"));
        bus.publish(commands("a"));
        subscription.close();
        delayed.remove().run();

        Handler next = new Handler();
        bus.consume(next);

        assertThat(next.batches).containsExactly(List.of("a1"), List.of("a2"));
    }

    @Test
    void closedBusTakesAndHandsOverNothing() {
        bus.consume(handler);
        handler.hold().completeExceptionally(new IllegalStateException("down"));
        bus.publish(commands("a"));
        bus.subscribe(EAST, records -> handler.batches.add(List.of("push")));

        bus.close();
        bus.close();
        delayed.remove().run();
        bus.push(EAST, List.of(new Downlink.Kick(1, "x")));

        assertThat(bus.publish(commands("b"))).containsExactly(false);
        assertThat(handler.batches).containsExactly(List.of("a1"));
    }

    @Test
    void recordsReachTheirGatewayInOrder() {
        List<Downlink> received = new ArrayList<>();
        bus.subscribe(EAST, received::addAll);
        List<Downlink> records = List.of(new Downlink.Kick(1, "x"), new Downlink.Kick(2, "y"));

        bus.push(EAST, records);

        assertThat(received).isEqualTo(records);
    }

    @Test
    void recordsForAGatewayThatIsGoneAreDropped() {
        List<Downlink> received = new ArrayList<>();
        Subscription subscription = bus.subscribe(EAST, received::addAll);
        assertThatThrownBy(() -> bus.subscribe(EAST, received::addAll)).isInstanceOf(IllegalStateException.class);
        subscription.close();

        bus.push(EAST, List.of(new Downlink.Kick(1, "x")));

        assertThat(received).isEmpty();
    }

    @Test
    void gatewayThatThrowsDoesNotHarmWhoPushes() {
        bus.subscribe(EAST, records -> {
            throw new IllegalStateException("broken gateway");
        });

        bus.push(EAST, List.of(new Downlink.Kick(1, "x")));
    }

    @Test
    void numbersThatMakeNoSenseAreRefused() {
        assertThatThrownBy(() -> MemoryBus.builder().partitions(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("partitions: 0 (expected: 1 or more)");
    }

    private Executor delay(Duration pause) {
        pauses.add(pause);
        return delayed::add;
    }

    private List<Submission> commands(String... groups) {
        List<Submission> commands = new ArrayList<>();
        for (String group : groups) {
            ConversationId conversation = ConversationId.group(new GroupId(group));
            commands.add(new Submission(
                    ids.incrementAndGet(), user("ann"), new DeviceId("web"), null, new Recall(conversation, 1)));
        }
        return commands;
    }

    /** Notes what it is handed, each command by its group and id; done at once unless it is told to hold. */
    private static final class Handler implements Bus.UplinkHandler {

        private final List<List<String>> batches = new ArrayList<>();
        private final Deque<CompletableFuture<Void>> held = new ArrayDeque<>();
        private boolean throwing;

        /** Makes the next batch end with the returned stage. */
        CompletableFuture<Void> hold() {
            CompletableFuture<Void> stage = new CompletableFuture<>();
            held.add(stage);
            return stage;
        }

        @Override
        public CompletionStage<Void> handle(List<Submission> batch) {
            batches.add(batch.stream()
                    .map(submission ->
                            submission.command().conversation().requireGroup().value() + submission.id())
                    .toList());
            if (throwing) {
                throw new IllegalStateException("broken handler");
            }
            return held.isEmpty() ? CompletableFuture.completedFuture(null) : held.remove();
        }

        List<String> seen(String group) {
            return batches.stream()
                    .flatMap(List::stream)
                    .filter(command -> command.startsWith(group))
                    .toList();
        }
    }

    private static CompletableFuture<Void> done() {
        return CompletableFuture.completedFuture(null);
    }
}
