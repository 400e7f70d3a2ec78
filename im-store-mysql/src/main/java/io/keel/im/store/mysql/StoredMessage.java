package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Group;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.Digest;
import io.keel.im.store.mysql.v1.StoredInboxes;
import org.jspecify.annotations.Nullable;

/**
 * A row of {@code messages} with what a second delivery is told of it.
 *
 * @param message as it stands now
 * @param digest of the command that stored it
 * @param inboxes where it was written to
 * @param group the group as it left it; null if it left it as it was
 */
record StoredMessage(
        Message message,
        Digest digest,
        StoredInboxes inboxes,
        @Nullable Group group) implements FirstAnswer {

    Known to(long command) {
        return to(command, message);
    }

    @Override
    public Known to(long command, Message now) {
        if (command == message.messageId()) {
            return new Redelivered(
                    now,
                    StoredForms.users(inboxes.getUsersList()),
                    inboxes.getSeqsList().stream().mapToLong(Long::longValue).toArray(),
                    group);
        }
        UserId sender = message.from().orElse(null);
        long inboxSeq = sender == null ? 0 : StoredForms.positionOf(inboxes, sender);
        return new Repeated(message.messageId(), message.seq(), message.sentAt(), inboxSeq, digest);
    }
}
