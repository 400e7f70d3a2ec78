package io.keel.im.job;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.spi.StatisticsStore;
import io.keel.im.spi.StatisticsStore.Said;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Counts texts and data, who sent them and where to, by UTC day: each once, however often it comes. */
public final class DailyStatistics implements MessageBatchJob {

    private final StatisticsStore store;

    private DailyStatistics(StatisticsStore store) {
        this.store = store;
    }

    /** Counts into a store. */
    public static DailyStatistics into(StatisticsStore store) {
        return new DailyStatistics(store);
    }

    /**
     * Makes the duty of closing days that are over.
     *
     * @param after how many days a day stays open: longer than a task may be late, which with Kafka is the retention of its topic
     */
    public static Duty closing(StatisticsStore store, Period after, InstantSource clock) {
        return lease -> store.close(dayOf(clock.millis()).minus(after));
    }

    @Override
    public CompletionStage<Void> runAll(List<Message> messages) {
        List<Said> said = new ArrayList<>(messages.size());
        for (Message message : messages) {
            UserId sender = message.from().orElse(null);
            if (sender != null && !message.isEvent()) {
                said.add(new Said(message.conversation(), message.seq(), dayOf(message.sentAt()), sender));
            }
        }
        return said.isEmpty() ? CompletableFuture.completedFuture(null) : store.count(said);
    }

    private static LocalDate dayOf(long millis) {
        return LocalDate.ofInstant(Instant.ofEpochMilli(millis), ZoneOffset.UTC);
    }
}
