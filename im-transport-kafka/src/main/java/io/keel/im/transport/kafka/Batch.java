package io.keel.im.transport.kafka;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * Items that are handed over together, and the partitions that wait for them. It begins as one piece; what cannot be handled as a
 * whole is cut, and the pieces are handled one after the other. Used by one thread at a time, but for {@link #items()},
 * {@link #isAbandoned()} and {@link #ended()}.
 */
final class Batch<T> {

    /** Where each partition stood when this took its items: a partition that was lost since has another term. */
    private final Map<TopicPartition, Long> terms = new LinkedHashMap<>();

    private final Map<TopicPartition, Long> ends = new LinkedHashMap<>();
    private final List<Item<T>> items = new ArrayList<>();
    private final ArrayDeque<List<Item<T>>> pieces = new ArrayDeque<>();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private volatile boolean abandoned;
    private int failures;

    /** Adds the items of a partition, which is held from now on. */
    void hold(TopicPartition partition, long term) {
        terms.put(partition, term);
    }

    void add(Item<T> item) {
        items.add(item);
        ends.put(item.partition(), item.record().offset() + 1);
    }

    /** No more is added; what cannot be read stands alone, whatever else happens. */
    void close() {
        List<Item<T>> readable = new ArrayList<>(items.size());
        for (Item<T> item : items) {
            if (item.value() == null) {
                pieces.add(List.of(item));
            } else {
                readable.add(item);
            }
        }
        if (!readable.isEmpty()) {
            pieces.add(readable);
        }
    }

    /** What is to be handled next; null at the end. */
    @Nullable
    List<Item<T>> piece() {
        return pieces.peek();
    }

    /** The present piece is handled. */
    void pieceDone() {
        pieces.poll();
        failures = 0;
    }

    /** Makes two of the present piece, which has two items or more. */
    void cut() {
        List<Item<T>> whole = pieces.remove();
        int half = whole.size() / 2;
        pieces.addFirst(whole.subList(half, whole.size()));
        pieces.addFirst(whole.subList(0, half));
        failures = 0;
    }

    /** The present piece failed; returns how often it has by now. */
    int failed() {
        return ++failures;
    }

    List<Item<T>> items() {
        return items;
    }

    Map<TopicPartition, Long> terms() {
        return terms;
    }

    /** Behind the last item of each partition. */
    Map<TopicPartition, Long> ends() {
        return ends;
    }

    /** Nobody here has to do this any more: others have all of its partitions. */
    void abandon() {
        abandoned = true;
    }

    boolean isAbandoned() {
        return abandoned;
    }

    /** Ends, never failing, when nothing is being done here any more about any item. */
    CompletableFuture<Void> ended() {
        return ended;
    }
}
