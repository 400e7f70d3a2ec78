package io.keel.im.transport.kafka;

import io.keel.im.command.Submission;
import io.keel.im.spi.Task;

/**
 * A record that could not be handled, as it was put aside.
 *
 * @param number its place in the topic, which names it
 * @param keptAt when it was put aside, milliseconds since the epoch
 * @param source where it stood: a topic, and where it is known the partition and the offset, {@code topic-3@17}
 * @param reason what went wrong
 * @param content what it holds
 * @param replayed whether it was {@linkplain DeadLetterTopic#replay published again}
 */
public record DeadLetter(long number, long keptAt, String source, String reason, Content content, boolean replayed) {

    /** What a record holds. */
    public sealed interface Content {}

    /** A command. */
    public record OfCommand(Submission submission) implements Content {}

    /** A task. */
    public record OfTask(Task task) implements Content {}

    /**
     * Something that cannot be read as what its topic carries.
     *
     * @param bytes how many there are of it
     */
    public record Unreadable(int bytes) implements Content {}
}
