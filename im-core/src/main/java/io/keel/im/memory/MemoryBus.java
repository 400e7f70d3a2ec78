package io.keel.im.memory;

import io.keel.im.command.Submission;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A bus inside this process.
 *
 * <p><b>Uplink.</b> Conversations are spread over partitions. The thread that publishes runs the handler itself, with all
 * that has arrived for the partitions that nobody works on; what arrives meanwhile is taken by whoever works there. So a
 * command alone waits for nothing, and commands that come together are stored together. A host whose handler may block gives an
 * executor, which then does all that work.
 *
 * <p><b>Downlink.</b> A push calls the gateway's handler at once, on the caller's thread; one that throws is logged.
 */
public final class MemoryBus implements Bus {

    private static final Logger LOG = LoggerFactory.getLogger(MemoryBus.class);

    private final Uplink uplink;
    private final ConcurrentHashMap<GatewayId, DownlinkHandler> gateways = new ConcurrentHashMap<>();

    private MemoryBus(Builder builder) {
        this.uplink = new Uplink(
                new UplinkQueues(builder.partitions, builder.queueCapacity, builder.batchLimit),
                builder.executor,
                builder.delays);
    }

    /** Makes a bus with the defaults. */
    public static MemoryBus create() {
        return builder().build();
    }

    /** Starts a bus that departs from the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public boolean[] publish(List<Submission> submissions) {
        return uplink.publish(submissions);
    }

    @Override
    public Subscription consume(UplinkHandler handler) {
        return uplink.consume(handler);
    }

    @Override
    public void push(GatewayId gateway, List<Downlink> records) {
        DownlinkHandler handler = gateways.get(gateway);
        if (handler == null) {
            return;
        }
        try {
            handler.handle(records);
        } catch (RuntimeException e) {
            LOG.error("gateway {} failed to take {} records", gateway, records.size(), e);
        }
    }

    @Override
    public Subscription subscribe(GatewayId gateway, DownlinkHandler handler) {
        if (gateways.putIfAbsent(gateway, handler) != null) {
            throw new IllegalStateException("gateway " + gateway + " is subscribed already");
        }
        return () -> gateways.remove(gateway, handler);
    }

    @Override
    public void close() {
        uplink.close();
        gateways.clear();
    }

    /** Says how a bus departs from the defaults; not safe for use by several threads. */
    public static final class Builder {

        private int partitions = 64;
        private int queueCapacity = 4_096;
        private int batchLimit = 512;
        private @Nullable Executor executor;
        private Function<Duration, Executor> delays =
                delay -> CompletableFuture.delayedExecutor(delay.toMillis(), TimeUnit.MILLISECONDS);

        private Builder() {}

        /** Sets over how many partitions conversations are spread. Default: 64. */
        public Builder partitions(int count) {
            this.partitions = requirePositive("partitions", count);
            return this;
        }

        /** Sets how many commands may wait in one partition; more are refused. Default: 4,096. */
        public Builder queueCapacity(int commands) {
            this.queueCapacity = requirePositive("queueCapacity", commands);
            return this;
        }

        /** Sets how many commands are handed over at once. Default: 512. */
        public Builder batchLimit(int commands) {
            this.batchLimit = requirePositive("batchLimit", commands);
            return this;
        }

        /** Sets who runs the uplink's handler, for hosts whose hooks may block. Default: the thread that publishes. */
        public Builder executor(Executor worker) {
            this.executor = worker;
            return this;
        }

        /**
         * Sets how a batch that failed waits until it is handed over again: given a delay, returns an executor that runs
         * tasks after it. Default: the JDK's own.
         */
        public Builder delays(Function<Duration, Executor> executors) {
            this.delays = executors;
            return this;
        }

        /** Makes the bus. */
        public MemoryBus build() {
            return new MemoryBus(this);
        }

        private static int requirePositive(String field, int value) {
            if (value < 1) {
                throw new IllegalArgumentException(field + ": " + value + " (expected: 1 or more)");
            }
            return value;
        }
    }
}
