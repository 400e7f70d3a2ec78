package io.keel.im.examples.admin;

import io.keel.im.store.mysql.MysqlAdmin;
import picocli.CommandLine.Command;

/** The life of the store; without a subcommand, its name. */
@Command(
        name = "epoch",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Shows the epoch, which names the life of the store, or begins a new one. Without a command it shows.",
            "Asks MySQL."
        },
        subcommands = {EpochCommand.Show.class, EpochCommand.Renew.class})
final class EpochCommand extends EpochAction {

    EpochCommand() {
        super(MysqlAdmin::epoch);
    }

    /** The same by its name. */
    @Command(name = "show", mixinStandardHelpOptions = true, sortOptions = false, description = "Shows the epoch.")
    static final class Show extends EpochAction {

        Show() {
            super(MysqlAdmin::epoch);
        }
    }

    /** Begins a new one. */
    @Command(
            name = "renew",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            description = {
                "Begins a new epoch, once a database has been restored from a backup.",
                "Gateways notice within seconds and close all connections with 1001; clients come back and hold all that they"
                        + " remember for void."
            })
    static final class Renew extends EpochAction {

        Renew() {
            super(MysqlAdmin::renewEpoch);
        }
    }
}
