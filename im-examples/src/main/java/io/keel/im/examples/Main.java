package io.keel.im.examples;

import io.keel.im.examples.admin.AdminCommand;
import io.keel.im.examples.bench.BenchCommand;
import io.keel.im.examples.bench.soak.SoakCommand;
import io.keel.im.examples.cluster.ClusterCommand;
import io.keel.im.examples.config.ConfigCommand;
import io.keel.im.examples.embedded.EmbeddedCommand;
import io.keel.im.examples.health.HealthCommand;
import io.keel.im.examples.nginx.NginxUpstreamsCommand;
import io.keel.im.examples.role.DataProxyCommand;
import io.keel.im.examples.role.GatewayCommand;
import io.keel.im.examples.role.JobCommand;
import io.keel.im.examples.role.LogicCommand;
import io.keel.im.examples.role.SessionCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line of the examples. */
@Command(
        name = "keel-im",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "[COMMAND]",
        description = {"Examples of Keel IM.", "Without a command it runs @|bold embedded|@."},
        subcommands = {
            EmbeddedCommand.class,
            ClusterCommand.class,
            GatewayCommand.class,
            LogicCommand.class,
            SessionCommand.class,
            DataProxyCommand.class,
            JobCommand.class,
            ConfigCommand.class,
            AdminCommand.class,
            NginxUpstreamsCommand.class,
            HealthCommand.class,
            BenchCommand.class,
            SoakCommand.class
        })
public final class Main {

    /** Which file tells what is logged; read when the first logger is made, so not by a static field of this class. */
    private static final String LOGGING = "logback.configurationFile";

    private Main() {}

    /**
     * Runs the example that the arguments name and ends the JVM with its exit code: 2 for a command line that is not understood, 1
     * for a command that fails.
     *
     * @param args the command line; {@code --help} lists what it may hold
     */
    public static void main(String[] args) {
        if (args.length > 0 && args[0].equals("admin") && System.getProperty(LOGGING) == null) {
            System.setProperty(LOGGING, "logback-admin.xml");
        }
        System.exit(commandLine().execute(args.length == 0 ? new String[] {"embedded"} : args));
    }

    /** Makes the command line; what goes wrong is one line on the standard error. */
    public static CommandLine commandLine() {
        return new CommandLine(new Main())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler((wrong, args) -> {
                    wrong.getCommandLine().getErr().println(wrong.getMessage() + "; --help tells more");
                    return CommandLine.ExitCode.USAGE;
                })
                .setExecutionExceptionHandler((failure, command, result) -> {
                    if (failure instanceof UsageException) {
                        command.getErr().println(failure.getMessage());
                        return CommandLine.ExitCode.SOFTWARE;
                    }
                    throw failure;
                });
    }
}
