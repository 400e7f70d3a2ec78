package io.keel.im.examples.admin;

import io.keel.im.examples.role.DrainRequests;
import io.keel.im.spi.ServiceInstance;
import io.keel.im.spi.ServiceRegistry;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Has a process leave in good order. */
@Command(
        name = "drain",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Has a process leave in good order, as SIGTERM does: it finishes what it has, and ends.",
            "Tells it by etcd, and waits until the registry shows it no more; from then on it takes its --drain-seconds."
        })
final class DrainCommand extends AdminAction {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Parameters(paramLabel = "NAME", description = "Its name or its instance, as admin nodes tells them.")
    private String name = "";

    @Override
    Outcome run(AdminEngines engines) {
        ServiceRegistry services = engines.services(engines.etcd());
        List<ServiceInstance> found = Instances.now(services).stream()
                .filter(instance ->
                        instance.id().equals(name) || Instances.name(instance).equals(name))
                .toList();
        if (found.isEmpty()) {
            return Outcome.failed(name + ": not in the registry");
        }
        if (found.size() > 1) {
            // Processes may share a name, as replicas that were given none do: that is not to end all of them.
            return Outcome.failed(name + ": there are several, name one of "
                    + found.stream().map(ServiceInstance::id).collect(Collectors.joining(", ")));
        }
        Sheet sheet = new Sheet("nothing", "role", "name", "instance");
        for (ServiceInstance instance : found) {
            Answers.of(DrainRequests.ask(services, instance), PATIENCE, instance.id());
            sheet.row(instance.service(), Instances.name(instance), instance.id());
        }
        return Outcome.of(sheet);
    }
}
