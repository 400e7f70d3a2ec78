package io.keel.im.examples.admin;

import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;

/** Lists the processes of all roles. */
@Command(
        name = "nodes",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists the processes of all roles that stand in the registry, each as it answers now.",
            "Asks etcd, and each process for /readyz and /metrics."
        })
final class NodesCommand extends AdminAction {

    @Override
    Outcome run(AdminEngines engines) {
        List<Node> nodes = Answers.of(new Nodes().ask(Instances.now(engines.services(engines.etcd()))), "a process");
        Sheet sheet = new Sheet(
                "nothing runs",
                "role",
                "name",
                "instance",
                "url",
                "health",
                "reason",
                "version",
                "uptimeSeconds",
                "connections");
        Instant now = Instant.now();
        for (Node node : nodes) {
            sheet.row(
                    node.instance().service(),
                    node.name(),
                    node.instance().id(),
                    node.url(),
                    node.health(),
                    node.reason().isEmpty() ? null : node.reason(),
                    node.version(),
                    node.uptime(now),
                    node.connections());
        }
        return Outcome.of(sheet);
    }
}
