package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.StatisticsStore;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Statistics in the memory of this process. Safe for use by several threads. */
public final class MemoryStatistics implements StatisticsStore {

    private final TreeMap<LocalDate, Counts> days = new TreeMap<>();
    private LocalDate openFrom = LocalDate.MIN;

    @Override
    public synchronized CompletionStage<Void> count(List<Said> said) {
        for (Said each : said) {
            if (!each.day().isBefore(openFrom)) {
                days.computeIfAbsent(each.day(), Counts::new).add(each);
            }
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public synchronized CompletionStage<List<Day>> days(LocalDate first, LocalDate last) {
        return CompletableFuture.completedFuture(
                first.isAfter(last)
                        ? List.of()
                        : days.subMap(first, true, last, true).values().stream()
                                .map(Counts::now)
                                .toList());
    }

    @Override
    public synchronized CompletionStage<Void> close(LocalDate before) {
        if (before.isAfter(openFrom)) {
            openFrom = before;
        }
        days.headMap(before).values().forEach(Counts::close);
        return CompletableFuture.completedFuture(null);
    }

    /** What is counted of one day. */
    private static final class Counts {

        private final LocalDate day;
        private final Map<ConversationId, Set<Long>> seqs = new HashMap<>();
        private final Set<UserId> senders = new HashSet<>();
        private Day closed;
        private boolean isClosed;

        Counts(LocalDate day) {
            this.day = day;
            this.closed = new Day(day, 0, 0, 0);
        }

        void add(Said said) {
            seqs.computeIfAbsent(said.conversation(), first -> new HashSet<>()).add(said.seq());
            senders.add(said.sender());
        }

        Day now() {
            if (isClosed) {
                return closed;
            }
            long messages = seqs.values().stream().mapToLong(Set::size).sum();
            return new Day(day, messages, senders.size(), seqs.size());
        }

        void close() {
            closed = now();
            isClosed = true;
            seqs.clear();
            senders.clear();
        }
    }
}
