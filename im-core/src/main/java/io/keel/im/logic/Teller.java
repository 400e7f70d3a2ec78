package io.keel.im.logic;

import io.keel.im.spi.Downlink;
import java.util.concurrent.CompletionStage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pushes what stands in no log, such as receipts and typing. What cannot be delivered is dropped: nothing rests on it. */
final class Teller {

    private static final Logger LOG = LoggerFactory.getLogger(Teller.class);

    private final LogicPorts ports;
    private final Pushes pushes;

    Teller(LogicPorts ports) {
        this.ports = ports;
        this.pushes = new Pushes(ports.sessions());
    }

    CompletionStage<Void> tell(Downlink.ToUsers push) {
        return pushes.of(push)
                .thenAccept(records -> {
                    Outbox outbox = new Outbox(2);
                    records.accept(outbox);
                    outbox.flush(ports.bus());
                })
                .exceptionally(failure -> {
                    LOG.warn("a push was dropped", failure);
                    return null;
                });
    }
}
