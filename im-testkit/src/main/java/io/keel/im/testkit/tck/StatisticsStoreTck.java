package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.StatisticsStore;
import io.keel.im.spi.StatisticsStore.Day;
import io.keel.im.spi.StatisticsStore.Said;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What {@link StatisticsStore} promises. */
@DisplayName("A store of statistics")
public abstract class StatisticsStoreTck extends PortTck {
    private static final LocalDate MONDAY = LocalDate.of(2026, 3, 2);
    private static final UserId BOB_OF_OTHER_CASE = new UserId("Bob");
    private static final ConversationId ALICE_BOB = ConversationId.direct(Drafts.ALICE, Drafts.BOB);
    private static final ConversationId BOB_BOB = ConversationId.direct(Drafts.BOB, Drafts.BOB);

    private @Nullable StatisticsStore store;

    /** Opens the port with nothing counted. */
    protected abstract StatisticsStore newStatistics() throws Exception;

    @BeforeEach
    final void openStatistics() throws Exception {
        store = newStatistics();
    }

    @Test
    @DisplayName("messages are counted by day, and users and conversations once a day")
    void messagesAreCountedByDay() {
        await(store().count(List.of(
                said(1, MONDAY, Drafts.ALICE, ALICE_BOB),
                said(2, MONDAY, Drafts.BOB, ALICE_BOB),
                said(3, MONDAY, Drafts.BOB, BOB_BOB),
                said(4, MONDAY.plusDays(2), Drafts.BOB, BOB_BOB))));
        await(store().count(List.of(said(5, MONDAY, Drafts.ALICE, ALICE_BOB))));

        assertThat(all()).containsExactly(new Day(MONDAY, 4, 2, 2), new Day(MONDAY.plusDays(2), 1, 1, 1));
    }

    @Test
    @DisplayName("what bears the same number is counted once, in one call and in several")
    void whatComesAgainIsCountedOnce() {
        Said one = said(1, MONDAY, Drafts.ALICE, ALICE_BOB);
        Said other = said(2, MONDAY, Drafts.ALICE, ALICE_BOB);
        await(store().count(List.of(one, one)));
        await(store().count(List.of(other, one)));
        await(store().count(List.of()));

        assertThat(all()).containsExactly(new Day(MONDAY, 2, 1, 1));
    }

    @Test
    @DisplayName("what comes again among other neighbours is counted once")
    void whatComesAgainAmongOthersIsCountedOnce() {
        for (int[] seqs : new int[][] {{1, 2, 3, 7}, {9, 10}, {3, 4, 5}, {2, 3, 4, 5, 6, 7}, {1}, {10, 12, 9}}) {
            await(store().count(IntStream.of(seqs)
                    .mapToObj(seq -> said(seq, MONDAY, Drafts.ALICE, ALICE_BOB))
                    .toList()));
        }
        await(store().count(List.of(said(2, MONDAY, Drafts.BOB, BOB_BOB), said(8, MONDAY, Drafts.BOB, BOB_BOB))));

        assertThat(all()).containsExactly(new Day(MONDAY, 12, 2, 2));
        await(store().close(MONDAY.plusDays(1)));
        assertThat(all()).containsExactly(new Day(MONDAY, 12, 2, 2));
    }

    @Test
    @DisplayName("a number belongs to its day: what lies between two of one day may be of another")
    void numbersOfTwoDaysMayTakeTurns() {
        await(store().count(List.of(
                said(1, MONDAY, Drafts.ALICE, ALICE_BOB),
                said(2, MONDAY.plusDays(1), Drafts.BOB, ALICE_BOB),
                said(3, MONDAY, Drafts.ALICE, ALICE_BOB),
                said(4, MONDAY.plusDays(1), Drafts.BOB, ALICE_BOB),
                said(5, MONDAY.plusDays(1), Drafts.BOB, ALICE_BOB))));

        assertThat(all()).containsExactly(new Day(MONDAY, 2, 1, 1), new Day(MONDAY.plusDays(1), 3, 1, 1));
    }

    @Test
    @DisplayName("what several count at once is counted once")
    void whatSeveralCountAtOnceIsCountedOnce() {
        List<Callable<Void>> counters = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            counters.add(() -> {
                for (int part = 0; part < 10; part++) {
                    int first = 1 + part * 5;
                    await(store().count(IntStream.range(first, first + 5)
                            .mapToObj(seq -> said(seq, MONDAY, seq % 2 == 0 ? Drafts.ALICE : Drafts.BOB, ALICE_BOB))
                            .toList()));
                }
                return null;
            });
        }
        together(counters);

        assertThat(all()).containsExactly(new Day(MONDAY, 50, 2, 1));
    }

    @Test
    @DisplayName("names that differ by case are two")
    void namesThatDifferByCaseAreTwo() {
        await(store().count(List.of(
                said(1, MONDAY, Drafts.BOB, BOB_BOB),
                said(1, MONDAY, BOB_OF_OTHER_CASE, ConversationId.direct(BOB_OF_OTHER_CASE, BOB_OF_OTHER_CASE)))));

        assertThat(all()).containsExactly(new Day(MONDAY, 2, 2, 2));
    }

    @Test
    @DisplayName("the range asked for includes both its ends")
    void rangeIncludesItsEnds() {
        for (int i = 0; i < 4; i++) {
            await(store().count(List.of(said(1 + i, MONDAY.plusDays(i), Drafts.ALICE, ALICE_BOB))));
        }

        assertThat(await(store().days(MONDAY.plusDays(1), MONDAY.plusDays(2))))
                .extracting(Day::day)
                .containsExactly(MONDAY.plusDays(1), MONDAY.plusDays(2));
        assertThat(await(store().days(MONDAY.plusDays(2), MONDAY.plusDays(1)))).isEmpty();
    }

    @Test
    @DisplayName("a closed day stays as it is, and closing again changes nothing")
    void closedDayStaysAsItIs() {
        Said counted = said(1, MONDAY, Drafts.ALICE, ALICE_BOB);
        await(store().count(List.of(counted, said(2, MONDAY.plusDays(1), Drafts.ALICE, ALICE_BOB))));
        await(store().close(MONDAY.plusDays(1)));
        List<Day> closed = all();

        await(store().count(List.of(counted, said(3, MONDAY, Drafts.BOB, BOB_BOB))));
        await(store().count(List.of(said(4, MONDAY.minusDays(9), Drafts.BOB, BOB_BOB))));
        await(store().close(MONDAY.plusDays(1)));
        await(store().close(MONDAY));
        assertThat(all()).isEqualTo(closed).startsWith(new Day(MONDAY, 1, 1, 1)).hasSize(2);

        await(store().count(List.of(said(5, MONDAY.plusDays(1), Drafts.BOB, BOB_BOB))));
        assertThat(all()).containsExactly(new Day(MONDAY, 1, 1, 1), new Day(MONDAY.plusDays(1), 2, 2, 2));
    }

    private List<Day> all() {
        return await(store().days(MONDAY.minusDays(30), MONDAY.plusDays(30)));
    }

    private static Said said(int seq, LocalDate day, UserId sender, ConversationId conversation) {
        return new Said(conversation, seq, day, sender);
    }

    private StatisticsStore store() {
        if (store == null) {
            throw new IllegalStateException("no test is running");
        }
        return store;
    }
}
