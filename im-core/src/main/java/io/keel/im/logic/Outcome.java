package io.keel.im.logic;

import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.conversation.Message;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of a command: what its sender is told, and what the others are. */
sealed interface Outcome {

    /**
     * It was stored just now: everybody is told.
     *
     * @param message what was stored
     * @param inboxes whose inboxes it was written to; empty under read diffusion
     * @param inboxSeqs its positions there
     * @param group the group as it was left by this; null if this did not change it
     */
    record Stored(
            Message message,
            List<UserId> inboxes,
            long[] inboxSeqs,
            @Nullable Group group) implements Outcome {

        /** Tells whether this goes to all members of a group, in nobody's inbox. */
        boolean readDiffused() {
            return inboxes.isEmpty();
        }

        /** Tells whether this is the last entry of a group that was written to inboxes. */
        boolean turned() {
            return group != null && group.diffusion() == Diffusion.READ && !inboxes.isEmpty();
        }
    }

    /** It was stored by an earlier delivery, whose answer and pushes may be lost: everybody is told again. */
    record Redelivered(Stored first) implements Outcome {}

    /** Nobody but its sender is told. */
    record Answered(Answer answer) implements Outcome {}
}
