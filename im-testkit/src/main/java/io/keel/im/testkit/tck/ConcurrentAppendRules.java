package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE;
import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.ALICE_CAROL;
import static io.keel.im.testkit.tck.Drafts.BOB;
import static io.keel.im.testkit.tck.Drafts.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.seq.InboxEntry;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.Roster;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

abstract class ConcurrentAppendRules extends StoreRules {
    private static final int WRITERS = 6;
    private static final int BATCHES = 20;

    ConcurrentAppendRules(StoreTck tck) {
        super(tck);
    }

    @Test
    @DisplayName("seqs and inbox positions have no gap and no double under concurrent writers")
    void positionsHaveNoGapUnderConcurrentWriters() {
        List<List<Stored>> told = together(writers(new AtomicInteger(), 5));

        List<Message> stored = new ArrayList<>();
        told.forEach(list -> list.forEach(one -> stored.add(one.message())));
        List<Message> log = log(ALICE_BOB);
        assertThat(seqs(log)).isEqualTo(upTo(WRITERS * BATCHES * 4L));
        assertThat(stored).hasSize(WRITERS * BATCHES * 5).containsAll(log);
        assertThat(positions(inbox(ALICE))).isEqualTo(upTo(WRITERS * BATCHES * 5L));
        assertThat(positions(inbox(BOB))).isEqualTo(upTo(WRITERS * BATCHES * 4L));
        assertThat(positions(inbox(CAROL))).isEqualTo(upTo(WRITERS * BATCHES));
    }

    @Test
    @DisplayName("a reader that sees a position sees every smaller one, in log and inbox")
    void readerSeesEverySmallerPosition() {
        AtomicInteger running = new AtomicInteger(WRITERS);
        List<Callable<List<Stored>>> tasks = new ArrayList<>(writers(running, 5));
        tasks.add(() -> {
            long seq = 0;
            long position = 0;
            while (running.get() > 0) {
                List<Message> log = await(stores().conversations().read(ALICE_BOB, SeqWindow.after(seq), 200));
                for (Message message : log) {
                    assertThat(message.seq()).as("next seq that a reader sees").isEqualTo(++seq);
                }
                for (InboxEntry entry : await(stores().inboxes().read(ALICE, position, 200))) {
                    assertThat(entry.inboxSeq())
                            .as("next inbox position that a reader sees")
                            .isEqualTo(++position);
                    assertInLog(((InboxEntry.Holds) entry).message());
                }
                long head = await(stores().conversations().heads(List.of(ALICE_BOB)))
                        .getOrDefault(ALICE_BOB, 0L);
                List<Long> newest = seqs(await(stores().conversations().read(ALICE_BOB, SeqWindow.newest(), 1)));
                assertThat(newest.isEmpty() ? 0 : newest.get(0))
                        .as("newest read after the head")
                        .isGreaterThanOrEqualTo(head);
            }
            return List.of();
        });

        together(tasks);

        assertThat(log(ALICE_BOB)).hasSize(WRITERS * BATCHES * 4);
    }

    @Test
    @DisplayName("one clientMsgId sent by many threads at once is stored once")
    void oneClientMsgIdFromManyThreadsIsStoredOnce() {
        List<Callable<AppendResult>> racers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Draft draft = drafts.direct(ALICE, BOB, "once").clientMsgId("same");
            racers.add(() -> append(draft).get(0));
        }

        List<AppendResult> results = together(racers);

        Message first = log(ALICE_BOB).get(0);
        assertThat(log(ALICE_BOB)).hasSize(1);
        assertThat(results).filteredOn(Stored.class::isInstance).hasSize(1);
        assertThat(results)
                .filteredOn(Repeated.class::isInstance)
                .hasSize(7)
                .allSatisfy(
                        result -> assertThat(((Repeated) result).messageId()).isEqualTo(first.messageId()));
    }

    @Test
    @DisplayName("batches that lock the same conversations in opposite orders all end")
    void oppositeOrdersDoNotDeadlock() {
        List<Callable<List<AppendResult>>> racers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            boolean forth = i % 2 == 0;
            racers.add(() -> {
                List<AppendResult> results = new ArrayList<>();
                for (int n = 0; n < BATCHES; n++) {
                    Draft one = drafts.direct(ALICE, BOB, "x");
                    Draft other = drafts.direct(CAROL, ALICE, "y");
                    results.addAll(forth ? append(one, other) : append(other, one));
                }
                return results;
            });
        }

        assertThat(together(racers)).allSatisfy(results -> assertThat(results).hasOnlyElementsOfType(Stored.class));
        assertThat(log(ALICE_BOB)).hasSize(WRITERS * BATCHES);
        assertThat(log(ALICE_CAROL)).hasSize(WRITERS * BATCHES);
        assertThat(positions(inbox(ALICE))).isEqualTo(upTo(WRITERS * BATCHES * 2L));
    }

    @Test
    @DisplayName("removals and messages share one inbox without a gap")
    void removalsAndMessagesShareAnInbox() {
        chat(BOB, ALICE, BATCHES);
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> {
            for (long seq = 1; seq <= BATCHES; seq++) {
                await(stores().inboxes().remove(ALICE, ALICE_BOB, List.of(seq)));
            }
            return 0;
        });
        tasks.add(() -> {
            chat(CAROL, ALICE, 1);
            for (int i = 1; i < BATCHES; i++) {
                store(drafts.direct(CAROL, ALICE, "x"));
            }
            return 0;
        });
        together(tasks);

        assertThat(positions(inbox(ALICE))).isEqualTo(upTo(BATCHES * 3L));
    }

    @Test
    @DisplayName("a group that changes while its members talk loses nothing")
    void groupThatChangesLosesNothing() {
        GroupLog team = group("team", Diffusion.WRITE, ALICE, BOB);
        List<Callable<Integer>> tasks = new ArrayList<>();
        tasks.add(() -> {
            for (int i = 0; i < BATCHES; i++) {
                store(team.added(new UserId("new-" + i)));
            }
            return BATCHES;
        });
        tasks.add(() -> {
            for (int i = 0; i < BATCHES; i++) {
                Draft draft = new Draft(team.conversation(), BOB, drafts.nextId()).to(ALICE, BOB);
                AppendResult result =
                        append(draft.judgedBy(versionOf(team.id()))).get(0);
                for (int tries = 0; result == AppendResult.Stale.STALE && tries < 1_000; tries++) {
                    result = append(draft.judgedBy(versionOf(team.id()))).get(0);
                }
                stored(result);
            }
            return BATCHES;
        });
        int entries = together(tasks).stream().mapToInt(Integer::intValue).sum();

        assertThat(seqs(log(team.conversation()))).isEqualTo(upTo(entries + 1L));
        assertThat(positions(inbox(BOB))).isEqualTo(upTo(entries + 1L));
    }

    /** Each batch holds four messages of one conversation and one of another; the last writer to end counts down to 0. */
    private List<Callable<List<Stored>>> writers(AtomicInteger running, int size) {
        List<Callable<List<Stored>>> writers = new ArrayList<>();
        for (int i = 0; i < WRITERS; i++) {
            writers.add(() -> {
                try {
                    List<Stored> all = new ArrayList<>();
                    for (int n = 0; n < BATCHES; n++) {
                        List<Append> batch = new ArrayList<>();
                        for (int k = 1; k < size; k++) {
                            batch.add(drafts.direct(k % 2 == 0 ? ALICE : BOB, k % 2 == 0 ? BOB : ALICE, "x")
                                    .build());
                        }
                        batch.add(drafts.direct(CAROL, ALICE, "y").build());
                        append(batch).forEach(result -> all.add(stored(result)));
                    }
                    return all;
                } finally {
                    running.decrementAndGet();
                }
            });
        }
        return writers;
    }

    private long versionOf(GroupId group) {
        Roster roster =
                await(stores().memberships().rosters(Map.of(group, Set.of()))).get(group);
        assertThat(roster).as("roster of %s", group).isNotNull();
        return roster.group().version();
    }

    private void assertInLog(Message message) {
        assertThat(await(stores().conversations().find(message.conversation(), message.seq())))
                .as("message #%d of %s, seen in an inbox, in its log", message.seq(), message.conversation())
                .contains(message);
    }
}
