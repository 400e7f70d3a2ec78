package io.keel.im.examples.role;

import io.keel.im.examples.host.ChatSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs LogicRole as a process. */
@Command(
        name = "logic",
        mixinStandardHelpOptions = true,
        showDefaultValues = true,
        sortOptions = false,
        description = "Runs logic: the chat itself, over Kafka and MySQL.")
public final class LogicCommand extends RoleCommand {

    @Option(
            names = "--sequencer",
            paramLabel = "WHO",
            description = "Who allots seqs: store, or redis, whose logs have gaps.")
    private LogicRole.Sequencing sequencer = LogicRole.Sequencing.STORE;

    @Override
    Role start(RoleSettings settings, ChatSettings rules) {
        return LogicRole.start(settings, rules, sequencer);
    }
}
