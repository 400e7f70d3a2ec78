package io.keel.im.telemetry;

import io.keel.im.ErrorCode;
import io.keel.im.spi.telemetry.LogicTelemetry;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.Timer;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** {@link Subject#LOGIC}. */
final class LogicMeters implements LogicTelemetry {

    private final Counter stored;
    private final Timer batch;
    private final DistributionSummary batchMessages;
    private final Counter toldBatches;
    private final Counter toldCommands;
    private final Counter toldRecords;
    private final Counter toldReceivers;
    private final Counter postponed;
    private final Counter buried;
    private final Timer queriesAnswered;
    private final Timer[] queriesRefused = new Timer[ErrorCode.values().length];

    LogicMeters(Meters meters) {
        this.stored = meters.counter(Metric.STORED);
        this.batch = meters.timer(Metric.BATCH);
        this.batchMessages = meters.summary(Metric.BATCH_MESSAGES);
        this.toldBatches = meters.counter(Metric.TOLD_BATCHES);
        this.toldCommands = meters.counter(Metric.TOLD_COMMANDS);
        this.toldRecords = meters.counter(Metric.TOLD_RECORDS);
        this.toldReceivers = meters.counter(Metric.TOLD_RECEIVERS);
        this.postponed = meters.counter(Metric.POSTPONED);
        this.buried = meters.counter(Metric.BURIED);
        this.queriesAnswered = meters.timer(Metric.QUERY, "OK");
        for (ErrorCode code : ErrorCode.values()) {
            queriesRefused[code.ordinal()] = meters.timer(Metric.QUERY, code.name());
        }
    }

    @Override
    public void stored(int messages, long nanos) {
        stored.increment(messages);
        batchMessages.record(messages);
        batch.record(nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public void told(int commands, int records, int receivers) {
        toldBatches.increment();
        toldCommands.increment(commands);
        toldRecords.increment(records);
        toldReceivers.increment(receivers);
    }

    @Override
    public void postponed(int commands) {
        postponed.increment(commands);
    }

    @Override
    public void buried() {
        buried.increment();
    }

    @Override
    public void queried(@Nullable ErrorCode code, long nanos) {
        Timer timer = code == null ? queriesAnswered : queriesRefused[code.ordinal()];
        timer.record(nanos, TimeUnit.NANOSECONDS);
    }
}
