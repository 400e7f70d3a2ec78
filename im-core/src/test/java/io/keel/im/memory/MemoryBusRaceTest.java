package io.keel.im.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.command.Recall;
import io.keel.im.command.Submission;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Bus.UplinkHandler;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds of the uplink when several threads publish and batches end anywhere, some of them badly. */
@Timeout(60)
class MemoryBusRaceTest {

    private static final int PUBLISHERS = 3;
    private static final int EACH = 3_000;
    private static final int CONVERSATIONS = 20;

    private final ExecutorService publishers = Executors.newFixedThreadPool(PUBLISHERS);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);

    private final Set<ConversationId> inHand = ConcurrentHashMap.newKeySet();
    private final Map<ConversationId, Queue<Submission>> handled = new ConcurrentHashMap<>();
    private final Queue<ConversationId> handedOverTwiceAtOnce = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    @AfterEach
    void end() throws InterruptedException {
        publishers.shutdownNow();
        workers.shutdownNow();
        assertThat(publishers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        assertThat(workers.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void callersThatRunTheHandlerKeepTheOrderOfEachConversation() throws Exception {
        checkOrder(MemoryBus.create(), this::take);
    }

    @Test
    void batchesThatEndElsewhereKeepTheOrderOfEachConversation() throws Exception {
        checkOrder(
                MemoryBus.create(),
                batch -> CompletableFuture.completedFuture(batch).thenComposeAsync(this::take, workers));
    }

    @Test
    void batchesThatFailAreHandledOnceMoreInOrder() throws Exception {
        MemoryBus bus = MemoryBus.builder().delays(pause -> workers).build();
        AtomicInteger calls = new AtomicInteger();
        checkOrder(
                bus,
                batch -> calls.incrementAndGet() % 100 == 1
                        ? CompletableFuture.failedFuture(new IllegalStateException("down"))
                        : take(batch));
    }

    @Test
    void executorKeepsTheOrderOfEachConversation() throws Exception {
        checkOrder(MemoryBus.builder().executor(workers).build(), this::take);
    }

    private void checkOrder(MemoryBus bus, UplinkHandler handler) throws Exception {
        bus.consume(handler);
        List<Future<?>> publishing = new ArrayList<>();
        for (int i = 0; i < PUBLISHERS; i++) {
            int number = i;
            publishing.add(publishers.submit(() -> publish(bus, number)));
        }
        for (Future<?> publisher : publishing) {
            publisher.get();
        }
        Awaitility.await().until(() -> count.get() == PUBLISHERS * EACH);

        assertThat(handedOverTwiceAtOnce).isEmpty();
        handled.values().forEach(MemoryBusRaceTest::checkPublishersKeptTheirOrder);
        bus.close();
    }

    private static void checkPublishersKeptTheirOrder(Queue<Submission> log) {
        long[] last = new long[PUBLISHERS];
        for (Submission submission : log) {
            int publisher = (int) (submission.id() % PUBLISHERS);
            assertThat(submission.id()).isGreaterThan(last[publisher]);
            last[publisher] = submission.id();
        }
    }

    private CompletionStage<Void> take(List<Submission> batch) {
        Set<ConversationId> mine = new HashSet<>();
        for (Submission submission : batch) {
            mine.add(submission.command().conversation());
        }
        mine.stream().filter(conversation -> !inHand.add(conversation)).forEach(handedOverTwiceAtOnce::add);
        for (Submission submission : batch) {
            handled.computeIfAbsent(submission.command().conversation(), key -> new ConcurrentLinkedQueue<>())
                    .add(submission);
        }
        inHand.removeAll(mine);
        count.addAndGet(batch.size());
        return CompletableFuture.completedFuture(null);
    }

    /** The ids of one publisher ascend, and tell which it is. */
    private static void publish(MemoryBus bus, int number) {
        Random random = new Random(number);
        for (long id = PUBLISHERS + number; id < (long) (EACH + 1) * PUBLISHERS + number; ) {
            List<Submission> list = new ArrayList<>();
            for (int i = 1 + random.nextInt(8); i > 0 && id < (long) (EACH + 1) * PUBLISHERS + number; i--) {
                list.add(command(id, "g" + random.nextInt(CONVERSATIONS)));
                id += PUBLISHERS;
            }
            assertThat(bus.publish(list)).doesNotContain(false);
        }
    }

    private static Submission command(long id, String group) {
        ConversationId conversation = ConversationId.group(new GroupId(group));
        return new Submission(id, new UserId("ann"), new DeviceId("web"), null, new Recall(conversation, 1));
    }
}
