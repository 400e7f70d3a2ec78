package io.keel.im.memory;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.seq.SeqWindow;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

class MemoryLogTest {

    private static final UserId BOB = new UserId("bob");

    @Property
    void windowHoldsWhatStandsInItsRange(
            @ForAll @IntRange(max = 700) int length,
            @ForAll @LongRange(min = -2, max = 800) long bound,
            @ForAll @IntRange(min = 1, max = 300) int limit) {
        MemoryLog log = logOf(length);
        long last = Math.min(Math.max(bound, 1) - 1, length);

        assertThat(seqs(log.read(SeqWindow.after(bound), limit)))
                .isEqualTo(seqs(Math.max(bound, 0) + 1, Math.min(length, Math.max(bound, 0) + limit)));
        assertThat(seqs(log.read(SeqWindow.before(bound), limit))).isEqualTo(seqs(Math.max(1, last - limit + 1), last));
        assertThat(seqs(log.read(SeqWindow.newest(), limit))).isEqualTo(seqs(Math.max(1, length - limit + 1), length));
    }

    @Property
    void runningCountSkipsWhatDoesNotCount(@ForAll @IntRange(min = 1, max = 700) int length) {
        MemoryLog log = logOf(length);

        // Every third entry does not count.
        for (int seq = 0; seq <= length; seq++) {
            assertThat(log.countUpTo(seq)).isEqualTo(seq - seq / 3);
        }
    }

    @Property
    void windowsAtTheEndsOfTheRangeOfLongAreEmpty(@ForAll @IntRange(max = 10) int length) {
        MemoryLog log = logOf(length);

        assertThat(log.read(SeqWindow.after(Long.MAX_VALUE), 50)).isEmpty();
        assertThat(log.read(SeqWindow.before(Long.MIN_VALUE), 50)).isEmpty();
        assertThat(log.read(SeqWindow.before(Long.MAX_VALUE), 50)).hasSize(length);
        assertThat(log.has(0)).isFalse();
        assertThat(log.has(1L << 32 | 1)).isFalse();
    }

    private static MemoryLog logOf(int length) {
        MemoryLog log = new MemoryLog();
        Message.Builder entry = Message.builder(ConversationId.direct(BOB, BOB)).content(new Text("hi"));
        for (int seq = 1; seq <= length; seq++) {
            log.add(entry.seq(seq).build(), seq % 3 != 0);
        }
        return log;
    }

    private static List<Long> seqs(List<Message> page) {
        return page.stream().map(Message::seq).toList();
    }

    private static List<Long> seqs(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }
}
