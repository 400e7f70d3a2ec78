package io.keel.im.logic;

import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.logic.Judgement.Entry;
import io.keel.im.spi.AppendResult.Stored;

/** What became of a command: what its sender is told, and what the others are. */
sealed interface Outcome {

    /** The command. */
    Submission submission();

    /** It was stored just now. */
    record Appended(Entry entry, Stored stored) implements Outcome {

        @Override
        public Submission submission() {
            return entry.submission();
        }
    }

    /** Nobody but its sender is told. */
    record Answered(Submission submission, Answer answer) implements Outcome {}
}
