package io.keel.im.transport.kafka;

import io.keel.im.spi.Bus;
import io.keel.im.testkit.tck.BusTck;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaBusIT extends BusTck {

    @RegisterExtension
    private final Broker broker = new Broker();

    @Override
    protected Bus newBus() {
        return broker.bus().open();
    }

    @Override
    protected int refusesBy() {
        return 0;
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }
}
