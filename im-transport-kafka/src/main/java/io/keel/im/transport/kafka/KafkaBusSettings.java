package io.keel.im.transport.kafka;

import io.keel.im.command.Submission;
import io.keel.im.guard.GuardSettings;
import io.keel.im.spi.Telemetry;
import io.keel.im.spi.Tracing;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What a {@link KafkaBusBuilder} has gathered. */
record KafkaBusSettings(
        String bootstrap,
        String prefix,
        Map<String, Object> client,
        int partitions,
        int pushPartitions,
        long bufferBytes,
        PartitionQueues.Bounds bounds,
        Duration patience,
        Function<Submission, @Nullable String> traceparents,
        Supplier<GuardSettings> guard,
        Telemetry telemetry,
        Tracing tracing) {}
