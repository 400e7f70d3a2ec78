package io.keel.im.examples.config;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Shows and changes what is configured. */
@Command(
        name = "config",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = {
            "Shows and changes limits, thresholds and switches of a running cluster, in etcd.",
            "Ends with 0; with 2 for a key or a value that is not understood, when nothing is written; with 1 when etcd does"
                    + " not answer."
        },
        subcommands = {GetCommand.class, SetCommand.class, UnsetCommand.class, WatchCommand.class})
public final class ConfigCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "config: get, set, unset or watch");
    }
}
