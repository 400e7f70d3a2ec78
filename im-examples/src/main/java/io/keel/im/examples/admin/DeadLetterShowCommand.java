package io.keel.im.examples.admin;

import io.keel.im.transport.kafka.DeadLetter;
import java.time.Instant;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Shows one dead letter. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows one dead letter; what was said in it only when asked for.")
final class DeadLetterShowCommand extends AdminAction {

    @Parameters(paramLabel = "N", description = "Its number.")
    private long number;

    @Option(names = "--content", description = "Shows what was said in it as well.")
    private boolean content;

    @Override
    Outcome run(AdminEngines engines) {
        Optional<DeadLetter> letter = Answers.of(engines.deadLetters().find(number), "Kafka");
        return letter.map(found -> Outcome.of(shown(found)))
                .orElseGet(() -> Outcome.failed(number + ": no such dead letter"));
    }

    private Facts shown(DeadLetter letter) {
        Content held = Content.of(letter);
        Facts facts = new Facts()
                .with("number", letter.number())
                .with("keptAt", Instant.ofEpochMilli(letter.keptAt()))
                .with("what", held.what())
                .with("id", held.id())
                .with("key", held.key())
                .with("from", held.from())
                .with("device", held.device())
                .with("source", letter.source())
                .with("replayed", letter.replayed())
                .with("reason", letter.reason());
        return content ? facts.with("content", held.said()) : facts;
    }
}
