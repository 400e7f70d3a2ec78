package io.keel.im.logic;

import io.keel.im.command.Answer;
import io.keel.im.command.Submission;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.spi.Append;
import org.jspecify.annotations.Nullable;

/** What is to be done about a command. */
sealed interface Judgement {

    /** Append it, then tell about it. */
    record Entry(Submission submission, Append append, Audience audience) implements Judgement {}

    /** Answer it: nothing is to be stored. */
    record Settled(Submission submission, Answer answer) implements Judgement {}

    /**
     * Who hears of an entry.
     *
     * @param diffusion how it travels; direct messages by {@code WRITE}
     * @param group the group as the entry leaves it; null in direct conversations
     */
    record Audience(Diffusion diffusion, @Nullable Group group) {

        static final Audience DIRECT = new Audience(Diffusion.WRITE, null);
    }
}
