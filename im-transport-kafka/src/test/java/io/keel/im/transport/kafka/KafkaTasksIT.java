package io.keel.im.transport.kafka;

import io.keel.im.spi.Tasks;
import io.keel.im.testkit.tck.TasksTck;
import java.time.Duration;
import org.junit.jupiter.api.extension.RegisterExtension;

class KafkaTasksIT extends TasksTck {

    @RegisterExtension
    private final Broker broker = new Broker();

    @Override
    protected Tasks newTasks() {
        return broker.tasks();
    }

    @Override
    protected Duration patience() {
        return Duration.ofSeconds(20);
    }
}
