package io.keel.im.testkit.planted;

import io.keel.im.command.Submission;
import io.keel.im.memory.MemoryBus;
import io.keel.im.presence.GatewayId;
import io.keel.im.spi.Bus;
import io.keel.im.spi.Downlink;
import java.util.List;

/** A bus that is right; a bug overrides what it gets wrong. */
class ForwardingBus implements Bus {
    final Bus right = MemoryBus.create();

    @Override
    public boolean[] publish(List<Submission> submissions) {
        return right.publish(submissions);
    }

    @Override
    public Subscription consume(UplinkHandler handler) {
        return right.consume(handler);
    }

    @Override
    public void push(GatewayId gateway, List<Downlink> records) {
        right.push(gateway, records);
    }

    @Override
    public Subscription subscribe(GatewayId gateway, DownlinkHandler handler) {
        return right.subscribe(gateway, handler);
    }

    @Override
    public void close() {
        right.close();
    }
}
