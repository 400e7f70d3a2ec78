package io.keel.im.registry.etcd;

import io.etcd.jetcd.ByteSequence;
import io.etcd.jetcd.KeyValue;
import io.etcd.jetcd.kv.GetResponse;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** The worker ids as they were read: which are taken, and up to what time each may have been used. */
final class WorkerTable {

    static final String WORKERS = "/snowflake-workers/";
    static final String MARKS = "/snowflake-marks/";

    private static final Mark NEVER = new Mark(0, 0);

    private final Set<String> taken;
    private final Map<String, Mark> marks;

    private WorkerTable(Set<String> taken, Map<String, Mark> marks) {
        this.taken = taken;
        this.marks = marks;
    }

    static WorkerTable of(GetResponse workers, GetResponse marks) {
        Set<String> taken = new HashSet<>();
        for (KeyValue kv : workers.getKvs()) {
            taken.add(EtcdConnection.text(kv.getKey()).substring(WORKERS.length()));
        }
        Map<String, Mark> read = new HashMap<>();
        for (KeyValue kv : marks.getKvs()) {
            long millis = Long.parseLong(EtcdConnection.text(kv.getValue()));
            read.put(EtcdConnection.text(kv.getKey()).substring(MARKS.length()), new Mark(millis, kv.getModRevision()));
        }
        return new WorkerTable(taken, read);
    }

    static ByteSequence workerKey(int worker) {
        return EtcdConnection.bytes(WORKERS + worker);
    }

    static ByteSequence markKey(int worker) {
        return EtcdConnection.bytes(MARKS + worker);
    }

    /** A mark's value: etcd compares values as bytes, so they are of one length, until the year 2286. */
    static ByteSequence millis(long value) {
        return EtcdConnection.bytes(String.format(Locale.ROOT, "%013d", value));
    }

    /** The worker ids below {@code count} that nobody holds. */
    int[] free(int count) {
        return IntStream.range(0, count)
                .filter(worker -> !taken.contains(Integer.toString(worker)))
                .toArray();
    }

    /** Those of {@code workers} whose mark lies before {@code now}. */
    int[] passed(int[] workers, long now) {
        return IntStream.of(workers)
                .filter(worker -> mark(worker).millis() < now)
                .toArray();
    }

    Mark mark(int worker) {
        return marks.getOrDefault(Integer.toString(worker), NEVER);
    }

    /**
     * A mark.
     *
     * @param millis the latest time that an id of this worker may bear, milliseconds since the epoch
     * @param revision at which it was written; 0 when it never was
     */
    record Mark(long millis, long revision) {}
}
