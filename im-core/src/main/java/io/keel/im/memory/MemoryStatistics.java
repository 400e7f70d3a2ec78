package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.StatisticsStore;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
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
        private final Set<String> ids = new HashSet<>();
        private final Set<UserId> senders = new HashSet<>();
        private final Set<ConversationId> conversations = new HashSet<>();
        private Day closed;
        private boolean isClosed;

        Counts(LocalDate day) {
            this.day = day;
            this.closed = new Day(day, 0, 0, 0);
        }

        void add(Said said) {
            if (ids.add(said.id())) {
                senders.add(said.sender());
                conversations.add(said.conversation());
            }
        }

        Day now() {
            return isClosed ? closed : new Day(day, ids.size(), senders.size(), conversations.size());
        }

        void close() {
            closed = now();
            isClosed = true;
            ids.clear();
            senders.clear();
            conversations.clear();
        }
    }
}
