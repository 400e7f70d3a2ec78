package io.keel.im.testkit.tck;

import static io.keel.im.testkit.tck.Drafts.ALICE_BOB;
import static io.keel.im.testkit.tck.Drafts.ALICE_CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Sequencer;
import io.keel.im.spi.Sequencer.Demand;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link Sequencer} promises. */
@DisplayName("A sequencer")
public abstract class SequencerTck extends PortTck {
    private @Nullable Sequencer sequencer;
    private @Nullable Sequencer other;

    /**
     * Opens the port over fresh state.
     *
     * @return two views of it, as two processes have them; may be the same object
     */
    protected abstract List<Sequencer> newSequencers() throws Exception;

    /** Has the engine lose everything, as by a flush. */
    protected abstract void forget() throws Exception;

    /** Takes a dump of the engine; returns what sets the engine back to it. */
    protected abstract Callable<?> dump() throws Exception;

    @BeforeEach
    final void openSequencers() throws Exception {
        List<Sequencer> views = newSequencers();
        sequencer = views.get(0);
        other = views.get(1);
    }

    private Sequencer mine() {
        return opened(sequencer);
    }

    private Sequencer theirs() {
        return opened(other);
    }

    private static Sequencer opened(@Nullable Sequencer view) {
        if (view == null) {
            throw new IllegalStateException("no test is running");
        }
        return view;
    }

    private long allot(Sequencer view, ConversationId conversation, long after, int count) {
        Map<ConversationId, Long> firsts = await(view.allot(Map.of(conversation, new Demand(after, count))));
        assertThat(firsts).containsOnlyKeys(conversation);
        return firsts.getOrDefault(conversation, 0L);
    }

    @Test
    @DisplayName("ranges follow each other from 1, whoever asks")
    void rangesFollowEachOther() {
        assertThat(allot(mine(), ALICE_BOB, 0, 3)).isEqualTo(1);
        assertThat(allot(theirs(), ALICE_BOB, 0, 1)).isEqualTo(4);
        assertThat(allot(mine(), ALICE_BOB, 2, 2)).isEqualTo(5);
        assertThat(allot(mine(), ALICE_CAROL, 0, 1)).isEqualTo(1);
    }

    @Test
    @DisplayName("a range lies behind the head that it is asked with")
    void rangeLiesBehindTheHead() {
        assertThat(allot(mine(), ALICE_BOB, 1_000, 2)).isEqualTo(1_001);
        assertThat(allot(theirs(), ALICE_BOB, 0, 1)).isEqualTo(1_003);
        assertThat(allot(mine(), ALICE_CAROL, 1L << 40, 1)).isEqualTo((1L << 40) + 1);
    }

    @Test
    @DisplayName("thousands of conversations are served at once")
    void thousandsAreServedAtOnce() {
        Map<ConversationId, Demand> demands = new HashMap<>();
        Map<ConversationId, Long> expected = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            ConversationId conversation = ConversationId.group(new GroupId("g" + i));
            demands.put(conversation, new Demand(i, 1 + i % 5));
            expected.put(conversation, i + 1L);
        }

        assertThat(await(mine().allot(demands))).isEqualTo(expected);

        demands.replaceAll((conversation, demand) -> new Demand(0, 1));
        expected.replaceAll((conversation, first) -> first + 1 + (first - 1) % 5);
        assertThat(await(theirs().allot(demands))).isEqualTo(expected);
        assertThat(await(mine().allot(Map.of()))).isEmpty();
    }

    @Test
    @DisplayName("no seq is allotted to two who ask at once")
    void noSeqIsAllottedTwice() {
        List<Callable<List<Long>>> racers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Sequencer view = i % 2 == 0 ? mine() : theirs();
            racers.add(() -> {
                List<Long> seqs = new ArrayList<>();
                for (int j = 0; j < 50; j++) {
                    long first = allot(view, ALICE_BOB, 0, 2);
                    seqs.add(first);
                    seqs.add(first + 1);
                }
                return seqs;
            });
        }

        List<Long> all = new ArrayList<>();
        together(racers).forEach(seqs -> {
            assertThat(seqs).isSorted();
            all.addAll(seqs);
        });

        assertThat(new TreeSet<>(all)).hasSize(800).first().isEqualTo(1L);
        assertThat(all).contains(800L);
    }

    @Test
    @DisplayName("what is forgotten neither repeats a seq of a log nor sets it back")
    void forgettingDoesNotSetALogBack() throws Exception {
        FencedLog log = new FencedLog(ALICE_BOB);
        for (int i = 0; i < 10; i++) {
            await(log.append(mine(), 3));
        }
        long head = log.head();

        forget();

        assertThat(await(log.append(theirs(), 2))).isEqualTo(head + 1);
        assertThat(await(log.append(mine(), 1))).isEqualTo(head + 3);
        assertThat(log.seqs()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("a dump that is brought back neither repeats a seq of a log nor sets it back")
    void oldDumpDoesNotSetALogBack() throws Exception {
        FencedLog log = new FencedLog(ALICE_BOB);
        await(log.append(mine(), 5));
        Callable<?> old = dump();
        await(log.append(theirs(), 20));

        old.call();

        assertThat(await(log.append(mine(), 2))).isEqualTo(26);
        assertThat(log.seqs()).isSorted().doesNotHaveDuplicates().hasSize(27);
    }

    @Test
    @DisplayName("a log ascends while many write and everything is forgotten and brought back beneath them")
    void logAscendsUnderFlushes() throws Exception {
        FencedLog log = new FencedLog(ALICE_BOB);
        await(log.append(mine(), 1));
        Callable<?> old = dump();
        List<Callable<Long>> tasks = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Sequencer view = i % 2 == 0 ? mine() : theirs();
            tasks.add(() -> {
                for (int j = 0; j < 50; j++) {
                    await(log.append(view, 1 + j % 3));
                }
                return 0L;
            });
        }
        tasks.add(() -> {
            for (int i = 0; i < 10; i++) {
                if (i % 2 == 0) {
                    forget();
                } else {
                    old.call();
                }
                await(log.append(mine(), 1));
            }
            return 0L;
        });

        together(tasks);

        int entries = 1 + 4 * (17 + 17 * 2 + 16 * 3) + 10;
        assertThat(log.seqs()).isSorted().doesNotHaveDuplicates().hasSize(entries);
    }
}
