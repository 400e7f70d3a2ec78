package io.keel.im.examples.admin;

import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** What those who operate the cluster look up, and do. */
@Command(
        name = "admin",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Looks up what runs and what waits in a cluster, and does what an operator has to do now and then.",
            "Engines are those that IM_MYSQL_URL, IM_REDIS_URL, IM_ETCD_ENDPOINTS and IM_KAFKA_BOOTSTRAP name; a command needs"
                    + " those alone that it asks. Every command prints JSON with --json.",
            "Exit codes: 0; 1 when something was not found or not done; 2 for a command line that is not understood."
        },
        subcommands = {
            NodesCommand.class,
            DrainCommand.class,
            SessionsCommand.class,
            KickCommand.class,
            ConversationCommand.class,
            MembersCommand.class,
            LagCommand.class,
            DeadLettersCommand.class,
            SchemaCommand.class,
            EpochCommand.class,
            PageCommand.class
        })
public final class AdminCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    /** A command has to be named. */
    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getErr());
        return CommandLine.ExitCode.USAGE;
    }
}
