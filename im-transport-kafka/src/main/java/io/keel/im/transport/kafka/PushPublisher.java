package io.keel.im.transport.kafka;

import io.keel.im.conversation.ConversationId;
import io.keel.im.presence.GatewayId;
import io.keel.im.protocol.WireDownlinks;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import io.keel.im.spi.trace.Step;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Puts pushes on the way down: what one call brings for a gateway is one record for each of its partitions that it concerns, by
 * default the one there is, cut only where it grows too large. Safe for use by several threads.
 */
final class PushPublisher {

    /** Well below the megabyte that a broker takes at once. */
    private static final int RECORD_BYTES = 512 * 1024;

    private static final long SETTLING_NANOS = Duration.ofMillis(5).toNanos();

    private final Outlet outlet;
    private final Topics topics;
    private final Traces traces;
    private final int partitions;
    private final Predicate<ConversationId> mayTell;
    private final ScheduledExecutorService timer;
    private final Map<GatewayId, PushLane> lanes = new ConcurrentHashMap<>();

    /**
     * Makes it.
     *
     * @param partitions how many a gateway's topic has
     * @param mayTell whether what was said in a conversation may be pushed from here
     * @param timer tries again what could not be sent yet
     */
    PushPublisher(
            Outlet outlet,
            Topics topics,
            Traces traces,
            int partitions,
            Predicate<ConversationId> mayTell,
            ScheduledExecutorService timer) {
        this.outlet = outlet;
        this.topics = topics;
        this.traces = traces;
        this.partitions = partitions;
        this.mayTell = mayTell;
        this.timer = timer;
    }

    void push(GatewayId gateway, List<Downlink> records) {
        if (gateway.value().indexOf('@') >= 0) {
            return;
        }
        if (partitions == 1) {
            send(gateway, 0, records);
            return;
        }
        Map<Integer, List<Downlink>> byPartition = new LinkedHashMap<>();
        for (Downlink record : records) {
            byPartition
                    .computeIfAbsent(partitionOf(record), first -> new ArrayList<>())
                    .add(record);
        }
        byPartition.forEach((partition, some) -> send(gateway, partition, some));
    }

    private void send(GatewayId gateway, int partition, List<Downlink> records) {
        WireDownlinks.Writer writer = WireDownlinks.writer();
        List<Downlink> written = new ArrayList<>(records.size());
        for (Downlink record : records) {
            if (!isForbidden(record)) {
                written.add(record);
                if (writer.add(record) >= RECORD_BYTES) {
                    send(gateway, partition, written, writer.toByteArray());
                    written = new ArrayList<>();
                    writer = WireDownlinks.writer();
                }
            }
        }
        if (!written.isEmpty()) {
            send(gateway, partition, written, writer.toByteArray());
        }
    }

    private void send(GatewayId gateway, int partition, List<Downlink> records, byte[] bytes) {
        Step step = traces.push(records);
        ProducerRecord<byte[], byte[]> record = new ProducerRecord<>(
                topics.push(gateway), partition, key(records.get(0)), bytes, traces.of(records, step));
        lanes.computeIfAbsent(gateway, first -> new PushLane(gateway, outlet, timer, lanes::remove))
                .send(record);
        step.end(null);
    }

    /** Waits until nothing waits for its topic to be known, or for room; no longer than {@code most}. */
    void settle(Duration most) {
        long deadline = System.nanoTime() + most.toNanos();
        while (!lanes.values().stream().allMatch(PushLane::isEmpty) && System.nanoTime() < deadline) {
            LockSupport.parkNanos(SETTLING_NANOS);
        }
    }

    private boolean isForbidden(Downlink record) {
        ConversationId said = said(record);
        return said != null && !mayTell.test(said);
    }

    /** The conversation whose log a record tells of; null if it tells of none. */
    private static @Nullable ConversationId said(Downlink record) {
        if (record instanceof Downlink.ToUsers push && push.notice() instanceof Notice.Said said) {
            return said.message().conversation();
        } else if (record instanceof Downlink.ToRoom push && push.notice() instanceof Notice.Said said) {
            return said.message().conversation();
        } else if (record instanceof Downlink.RoomChange change) {
            return ConversationId.group(change.group());
        }
        return null;
    }

    private int partitionOf(Downlink record) {
        return Utils.toPositive(Utils.murmur2(key(record))) % partitions;
    }

    /** Records with one key keep their order. */
    private static byte[] key(Downlink record) {
        String key;
        if (record instanceof Downlink.ToUsers push) {
            key = conversationOf(push.notice()).value();
        } else if (record instanceof Downlink.ToRoom push) {
            key = ConversationId.group(push.group()).value();
        } else if (record instanceof Downlink.RoomChange change) {
            key = ConversationId.group(change.group()).value();
        } else if (record instanceof Downlink.Reply reply) {
            key = Long.toString(reply.connection());
        } else if (record instanceof Downlink.Kick kick) {
            key = Long.toString(kick.connection());
        } else if (record instanceof Downlink.Revoke revoke) {
            key = revoke.user().value();
        } else {
            throw new IllegalArgumentException("a downlink of no known kind");
        }
        return key.getBytes(StandardCharsets.US_ASCII);
    }

    private static ConversationId conversationOf(Notice notice) {
        if (notice instanceof Notice.Said said) {
            return said.message().conversation();
        } else if (notice instanceof Notice.Removed removed) {
            return removed.conversation();
        } else if (notice instanceof Notice.Receipt receipt) {
            return receipt.conversation();
        } else if (notice instanceof Notice.Typing typing) {
            return typing.conversation();
        }
        throw new IllegalArgumentException("a notice of no known kind");
    }
}
