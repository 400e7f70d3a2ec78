package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.Digest;
import io.keel.im.store.mysql.v1.StoredInboxes;

/**
 * A row of {@code messages} with what a second delivery is told of it.
 *
 * @param message as it stands now
 * @param digest of the command that stored it
 * @param inboxes where it was written to
 */
record StoredMessage(Message message, Digest digest, StoredInboxes inboxes) {

    Repeated again() {
        UserId sender = message.from().orElse(null);
        return new Repeated(
                message.messageId(),
                message.seq(),
                message.sentAt(),
                sender == null ? 0 : StoredForms.positionOf(inboxes, sender),
                digest);
    }
}
