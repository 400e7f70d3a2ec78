package io.keel.im.examples.admin;

import picocli.CommandLine.Command;

/** What was put aside because it could not be handled; without a subcommand, the list of it. */
@Command(
        name = "dead-letters",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Lists what could not be handled and was put aside, shows one, or publishes it again to where it came from.",
            "Without a command it lists. Asks Kafka."
        },
        subcommands = {DeadLettersCommand.ListCommand.class, DeadLetterShowCommand.class, DeadLetterReplayCommand.class
        })
final class DeadLettersCommand extends DeadLetterListing {

    /** The same by its name. */
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            showDefaultValues = true,
            sortOptions = false,
            description = "Lists dead letters, the oldest first.")
    static final class ListCommand extends DeadLetterListing {}
}
