package io.keel.im.transport.kafka;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.spi.telemetry.BusTelemetry.Route;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;

/** Keeps what cannot be handled, as it was, with headers that tell where it stood ({@code source}) and why ({@code reason}). */
final class DeadLetters {

    static final String SOURCE = "source";
    static final String REASON = "reason";

    /** Of a record that is no letter: it tells of the one with this number that it was replayed. */
    static final String REPLAYED = "replayed";

    private static final int LONGEST_REASON = 1_000;

    private final Outlet outlet;
    private final String topic;

    DeadLetters(Outlet outlet, String topic) {
        this.outlet = outlet;
        this.topic = topic;
    }

    /** Keeps a record. */
    CompletionStage<Void> bury(ConsumerRecord<byte[], byte[]> record, String reason) {
        List<Header> headers = new ArrayList<>(List.of(record.headers().toArray()));
        return bury(
                record.key(),
                record.value(),
                headers,
                record.topic() + '-' + record.partition() + '@' + record.offset(),
                reason);
    }

    /**
     * Keeps a record.
     *
     * @param headers those of the record; they are added to
     * @return fails with {@code UNAVAILABLE} when it may not be kept
     */
    CompletionStage<Void> bury(byte[] key, byte[] value, List<Header> headers, String source, String reason) {
        headers.add(header(SOURCE, source));
        headers.add(header(REASON, reason.substring(0, Math.min(reason.length(), LONGEST_REASON))));
        CompletableFuture<Void> kept = new CompletableFuture<>();
        boolean taken =
                outlet.offer(Route.DEAD_LETTERS, new ProducerRecord<>(topic, null, key, value, headers), failure -> {
                    if (failure == null) {
                        kept.complete(null);
                    } else {
                        kept.completeExceptionally(unavailable());
                    }
                });
        return taken ? kept : CompletableFuture.failedFuture(unavailable());
    }

    private static Header header(String name, String value) {
        return new RecordHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static ImException unavailable() {
        return new ImException(ErrorCode.UNAVAILABLE, "the dead letter was not taken");
    }
}
