package io.keel.im.examples.admin;

import io.keel.im.transport.kafka.DeadLetter;
import io.keel.im.transport.kafka.DeadLetterTopic;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Publishes dead letters again. */
@Command(
        name = "replay",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Publishes a dead letter again to where it came from, or all that were not replayed before.",
            "A command is stored once, however often it is replayed: it is known by its id. A task is done again by every group.",
            "What fails again is put aside again, under a new number."
        })
final class DeadLetterReplayCommand extends AdminAction {

    private static final int PAGE = 1_000;

    @Parameters(paramLabel = "N", arity = "0..1", description = "The number of one.")
    private @Nullable Long number;

    @Option(names = "--all", description = "All that were not replayed before.")
    private boolean all;

    @Override
    Outcome run(AdminEngines engines) {
        if (all == (number != null)) {
            throw checks().wrong("replay: expected a number, or --all");
        }
        DeadLetterTopic topic = engines.deadLetters();
        Sheet sheet = new Sheet("nothing to replay", "number", "result", "topic", "once");
        boolean well = true;
        for (long each : number == null ? open(topic) : List.of(number)) {
            // By a table row of each, one sees how far it came should it fail amid.
            well &= row(sheet, each, topic);
        }
        return Outcome.of(sheet, well, "not all were replayed");
    }

    private static boolean row(Sheet sheet, long number, DeadLetterTopic topic) {
        DeadLetter.Content content =
                Answers.of(topic.find(number), "Kafka").map(DeadLetter::content).orElse(null);
        DeadLetterTopic.Replay replay = Answers.of(topic.replay(number), "Kafka");
        if (replay instanceof DeadLetterTopic.Published published) {
            sheet.row(number, "replayed", published.topic(), once(content));
            return true;
        } else if (replay instanceof DeadLetterTopic.Foreign foreign) {
            sheet.row(number, "not ours", foreign.source(), null);
            return false;
        }
        sheet.row(number, "no such dead letter", null, null);
        return false;
    }

    /** Why it does no harm that it comes again. */
    private static @Nullable String once(DeadLetter.@Nullable Content content) {
        if (content instanceof DeadLetter.OfCommand held) {
            return "stored once, by command id " + held.submission().id();
        } else if (content instanceof DeadLetter.OfTask held) {
            return "done again by every group, as task " + held.task().id();
        }
        return null;
    }

    private static List<Long> open(DeadLetterTopic topic) {
        List<Long> open = new ArrayList<>();
        long from = 0;
        while (true) {
            List<DeadLetter> page = Answers.of(topic.list(from, PAGE), "Kafka");
            for (DeadLetter letter : page) {
                from = letter.number() + 1;
                if (!letter.replayed()) {
                    open.add(letter.number());
                }
            }
            if (page.size() < PAGE) {
                return open;
            }
        }
    }
}
