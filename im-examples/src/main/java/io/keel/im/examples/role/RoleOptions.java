package io.keel.im.examples.role;

import io.keel.im.examples.host.Checks;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options that all roles have. */
final class RoleOptions {

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "What this process is called, in logs and in the registry.")
    private String name = "";

    @Option(
            names = "--advertise",
            paramLabel = "HOST",
            defaultValue = "127.0.0.1",
            description = {
                "The host under which the other processes, and browsers, reach this one;",
                "auto for the address of this machine, or container."
            })
    private String advertise = "127.0.0.1";

    @Option(
            names = "--listen",
            paramLabel = "HOST",
            description = "The address to listen on; all of the machine's when unset.")
    private String listen = "";

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The port of HTTP: /readyz, /livez, /metrics, and of a gateway the chat; 0 for any free one.")
    private int port;

    @Option(
            names = "--grpc-port",
            paramLabel = "N",
            defaultValue = "0",
            description = "The port of gRPC; 0 for any free one.")
    private int grpcPort;

    @Option(
            names = "--secrets",
            paramLabel = "FILE",
            description =
                    "A file of properties that holds IM_JWT_SECRET and IM_CLUSTER_SECRET; the environment when unset.")
    private @Nullable Path secrets;

    @Option(
            names = "--archive",
            paramLabel = "FOLDER",
            description =
                    "Where what old messages say is kept, seen by all that read the database; nowhere when unset.")
    private @Nullable Path archive;

    @Option(
            names = "--drain-seconds",
            paramLabel = "N",
            description = "How long a gateway's clients, or calls in flight, may take to end when the process does.")
    private int drainSeconds = 10;

    @Mixin
    private EngineOptions engines = new EngineOptions();

    /** What they come to for a role. */
    RoleSettings settings(String role, Checks checks) {
        return new RoleSettings(
                name.isEmpty() ? role : name,
                listen,
                AdvertisedHost.of(advertise),
                checks.within("--port", port, 0, 65_535),
                checks.within("--grpc-port", grpcPort, 0, 65_535),
                engines.addresses(),
                archive,
                Duration.ofSeconds(checks.within("--drain-seconds", drainSeconds, 1, 3_600)),
                secrets == null ? Secrets.fromEnvironment() : Secrets.fromFile(secrets));
    }
}
