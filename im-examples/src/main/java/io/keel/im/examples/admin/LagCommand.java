package io.keel.im.examples.admin;

import io.keel.im.spi.ServiceInstance;
import io.keel.im.transport.kafka.BusLag;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;

/** Tells how far those who read the bus are behind. */
@Command(
        name = "lag",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Tells how far logic is behind with commands, jobs are behind with tasks, and which topics of pushes there are.",
            "Asks Kafka, and etcd for the gateways that live."
        })
final class LagCommand extends AdminAction {

    @Override
    Outcome run(AdminEngines engines) {
        BusLag bus = engines.lag();
        List<BusLag.Position> positions = Answers.of(bus.positions(), "Kafka");
        List<BusLag.PushTopic> pushes = Answers.of(bus.pushTopics(), "Kafka");
        List<ServiceInstance> instances = Instances.now(engines.services(engines.etcd()));
        return Outcome.of(new Facts()
                .with(
                        "waiting",
                        positions.stream().mapToLong(BusLag.Position::lag).sum())
                .with("groups", groups(positions))
                .with("pushTopics", pushTopics(pushes, instances)));
    }

    private static Sheet groups(List<BusLag.Position> positions) {
        Sheet sheet = new Sheet("no groups", "group", "topic", "partition", "handled", "end", "lag");
        for (BusLag.Position position : positions) {
            sheet.row(
                    position.group(),
                    position.topic(),
                    position.partition(),
                    position.handled(),
                    position.end(),
                    position.lag());
        }
        return sheet;
    }

    /** A gateway's own calls, and jobs, have topics for their answers as well. */
    private static Sheet pushTopics(List<BusLag.PushTopic> topics, List<ServiceInstance> instances) {
        Set<String> alive = instances.stream().map(ServiceInstance::id).collect(Collectors.toSet());
        Sheet sheet = new Sheet("no topics of pushes", "pushTopic", "reader", "records");
        for (BusLag.PushTopic topic : topics) {
            String reader = topic.gateway().value();
            boolean lives = alive.contains(reader)
                    || (reader.endsWith("-host") && alive.contains(reader.substring(0, reader.length() - 5)));
            sheet.row(topic.topic(), lives ? "lives" : "gone", topic.records());
        }
        return sheet;
    }
}
