package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an appended entry does beside standing in the log. */
public sealed interface Effect {

    /** The group from then on; null if the entry does not change it. */
    default @Nullable Group after() {
        return null;
    }

    /** A text or data: counts as unread, and moves its sender's read position to its seq. */
    enum Said implements Effect {
        /** The one instance. */
        SAID
    }

    /**
     * A text or data that makes its group turn to read diffusion.
     *
     * @param after the group from then on
     */
    record SaidAndTurned(Group after) implements Effect {}

    /** Blanks the message at {@code seq}; when it is blank already the append is {@link AppendResult.Unchanged}. */
    record Recalls(long seq) implements Effect {}

    /**
     * Changes a group.
     *
     * @param after the group from then on, its version being the judged one plus one
     * @param joined who becomes a member by this entry; the store sets each {@code joinSeq} to the entry's seq, and
     *     {@code visibleFrom} to it where that is 0
     * @param altered members that stay, as they are from then on
     * @param gone who is no member any more
     */
    record Changes(Group after, List<Member> joined, List<Member> altered, List<UserId> gone) implements Effect {}
}
