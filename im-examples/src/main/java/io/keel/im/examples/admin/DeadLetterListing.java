package io.keel.im.examples.admin;

import io.keel.im.transport.kafka.DeadLetter;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Option;

/** Lists dead letters. */
abstract class DeadLetterListing extends AdminAction {

    @Option(names = "--from", paramLabel = "N", description = "The first number to list.")
    private long from;

    @Option(names = "--limit", paramLabel = "N", description = "How many at most.")
    private int limit = 100;

    @Override
    Outcome run(AdminEngines engines) {
        checks().within("--from", from, 0, Long.MAX_VALUE);
        checks().within("--limit", limit, 1, 10_000);
        List<DeadLetter> letters = Answers.of(engines.deadLetters().list(from, limit), "Kafka");
        Sheet sheet =
                new Sheet("no dead letters", "number", "keptAt", "what", "id", "key", "source", "replayed", "reason");
        for (DeadLetter letter : letters) {
            Content content = Content.of(letter);
            sheet.row(
                    letter.number(),
                    Instant.ofEpochMilli(letter.keptAt()),
                    content.what(),
                    content.id(),
                    content.key(),
                    letter.source(),
                    letter.replayed(),
                    letter.reason());
        }
        return Outcome.of(sheet);
    }
}
