package io.keel.im.memory;

import static io.keel.im.memory.Entries.append;
import static io.keel.im.memory.Entries.now;
import static io.keel.im.memory.Entries.user;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.seq.InboxEntry;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.AppendResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What holds when real threads meet in one store. */
@Timeout(60)
class MemoryStoreRaceTest {

    private static final int THREADS = 4;

    private final MemoryStore store = new MemoryStore("e");
    private final Entries entries = new Entries();
    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void end() throws InterruptedException {
        threads.shutdownNow();
        assertThat(threads.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void conversationsThatShareTheirMembersLeaveNoGapInLogsNorInboxes() throws Exception {
        int each = 10_000;
        List<UserId> members =
                IntStream.range(0, 5).mapToObj(i -> user("u" + i)).toList();
        List<GroupId> groups = List.of(new GroupId("a"), new GroupId("b"), new GroupId("c"));
        groups.forEach(group -> append(store, entries.created(group, members, Diffusion.WRITE)));

        together(number -> {
            for (int i = 0; i < each; i++) {
                ConversationId to = ConversationId.group(groups.get((number + i) % groups.size()));
                append(store, entries.said(to, members.get(number), number + "-" + i, members, 1));
            }
            return number;
        });

        int stored = groups.size() + THREADS * each;
        for (UserId member : members) {
            List<InboxEntry> inbox = now(store.inboxes().read(member, 0, Integer.MAX_VALUE));
            assertThat(inbox.stream().map(InboxEntry::inboxSeq)).containsExactlyElementsOf(upTo(stored));
            // In each inbox every conversation is complete, and in order.
            for (GroupId group : groups) {
                ConversationId conversation = ConversationId.group(group);
                assertThat(inbox.stream()
                                .map(entry -> ((InboxEntry.Holds) entry).message())
                                .filter(message -> message.conversation().equals(conversation)))
                        .isEqualTo(now(store.conversations().read(conversation, SeqWindow.after(0), stored)));
            }
        }
    }

    @Test
    void readerThatSeesAPositionFindsTheMessageBehindIt() throws Exception {
        UserId ann = user("ann");
        UserId bob = user("bob");
        Future<?> writers = threads.submit(() -> together(number -> {
            for (int i = 0; i < 2_000; i++) {
                append(store, entries.direct(user("friend" + number), ann, "m" + i));
                append(store, entries.direct(ann, bob, number + "-" + i));
            }
            return number;
        }));

        long seen = 0;
        while (!writers.isDone()) {
            long head = now(store.inboxes().heads(List.of(ann))).getOrDefault(ann, 0L);
            List<InboxEntry> page = now(store.inboxes().read(ann, seen, 100));
            assertThat(seen + page.size()).isGreaterThanOrEqualTo(Math.min(head, seen + 100));
            for (InboxEntry entry : page) {
                assertThat(entry).isInstanceOf(InboxEntry.Holds.class);
                assertThat(entry.inboxSeq()).isEqualTo(++seen);
            }
        }
        writers.get();
        assertThat(now(store.inboxes().heads(List.of(ann)))).isEqualTo(Map.of(ann, THREADS * 4_000L));
    }

    @Test
    void sameSendToManyConversationsAtOnceIsStoredInOne() throws Exception {
        UserId ann = user("ann");
        for (int i = 0; i < 500; i++) {
            String clientMsgId = "m" + i;
            List<AppendResult> results =
                    together(number -> append(store, entries.direct(ann, user("friend" + number), clientMsgId)));

            assertThat(results.stream().filter(AppendResult.Stored.class::isInstance))
                    .hasSize(1);
            assertThat(results.stream()
                            .filter(AppendResult.Repeated.class::isInstance)
                            .distinct())
                    .hasSize(1);
        }
        assertThat(now(store.inboxes().heads(List.of(ann)))).isEqualTo(Map.of(ann, 500L));
    }

    @Test
    void groupIsMadeOnceAndByOne() throws Exception {
        for (int i = 0; i < 200; i++) {
            GroupId group = new GroupId("g" + i);
            List<AppendResult> results = together(number ->
                    append(store, entries.created(group, List.of(user("owner" + number)), Diffusion.WRITE)));

            assertThat(results.stream().filter(AppendResult.Stored.class::isInstance))
                    .hasSize(1);
            assertThat(results.stream().filter(AppendResult.Stale.class::isInstance))
                    .hasSize(THREADS - 1);
            assertThat(now(store.memberships().members(group, "", 10))).hasSize(1);
        }
    }

    /** Runs the same on all threads at once; returns what each returned. */
    private <T> List<T> together(ByNumber<T> work) throws Exception {
        CyclicBarrier start = new CyclicBarrier(THREADS);
        List<Callable<T>> calls = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int number = i;
            calls.add(() -> {
                start.await();
                return work.run(number);
            });
        }
        List<T> results = new ArrayList<>();
        for (Future<T> result : threads.invokeAll(calls)) {
            results.add(result.get());
        }
        return results;
    }

    private static List<Long> upTo(long last) {
        return LongStream.rangeClosed(1, last).boxed().toList();
    }

    private interface ByNumber<T> {
        T run(int number) throws Exception;
    }
}
