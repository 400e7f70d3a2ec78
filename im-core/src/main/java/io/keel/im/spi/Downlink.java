package io.keel.im.spi;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.group.GroupId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record on its way to one gateway. */
public sealed interface Downlink {

    /** The ids of the messages that records bring, in order. */
    static long[] messages(List<Downlink> records) {
        return records.stream()
                .mapToLong(Downlink::messageId)
                .filter(id -> id != 0)
                .toArray();
    }

    /** The id of the message that this brings; 0 if it brings none. */
    default long messageId() {
        Notice notice =
                this instanceof ToUsers push ? push.notice() : this instanceof ToRoom push ? push.notice() : null;
        return notice instanceof Notice.Said said ? said.message().messageId() : 0;
    }

    /**
     * Pushes a notice to users of this gateway.
     *
     * @param notice what
     * @param users to whom
     * @param inboxSeqs its position in each one's inbox, in the order of {@code users}; null when it stands in none
     * @param except the device that is not told; null for none
     */
    record ToUsers(
            Notice notice,
            List<UserId> users,
            long @Nullable [] inboxSeqs,
            @Nullable Except except) implements Downlink {}

    /**
     * Pushes a notice to all local members of a read-diffused group.
     *
     * @param group which
     * @param notice what
     * @param except the device that is not told; null for none
     */
    record ToRoom(GroupId group, Notice notice, @Nullable Except except) implements Downlink {}

    /** Users became members of a read-diffused group, or are no members any more. */
    record RoomChange(GroupId group, List<UserId> joined, List<UserId> gone) implements Downlink {}

    /**
     * Answers a command.
     *
     * @param connection the connection that it came in by
     * @param submission the command's id
     * @param answer what its submitter is told
     */
    record Reply(long connection, long submission, Answer answer) implements Downlink {}

    /**
     * Closes a connection that has been replaced, or is not wanted any more.
     *
     * @param connection which
     * @param reason for humans
     */
    record Kick(long connection, String reason) implements Downlink {}

    /** Closes all of a user's connections at this gateway: the user's tokens are not good any more. */
    record Revoke(UserId user) implements Downlink {}

    /**
     * The device that gets an answer in the place of a push.
     *
     * @param user whose
     * @param device which
     */
    record Except(UserId user, DeviceId device) {}
}
