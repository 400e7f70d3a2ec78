package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Group;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.AppendResult.Stored;
import io.keel.im.spi.Effect;
import java.util.Optional;

/** An entry that is going to be stored: its place in its log is known; its places in inboxes are filled in. */
final class PlannedEntry implements FirstAnswer {

    private final Append append;
    private final Message message;
    private final long saidCount;
    private final long[] inboxSeqs;

    PlannedEntry(Append append, long seq, long saidCount) {
        this.append = append;
        this.message = append.draft().at(seq);
        this.saidCount = saidCount;
        this.inboxSeqs = new long[append.inboxes().size()];
    }

    Append append() {
        return append;
    }

    @Override
    public Message message() {
        return message;
    }

    /** How many texts and data there are up to this one. */
    long saidCount() {
        return saidCount;
    }

    /** In the order of the append's inboxes; 0 until they are known. */
    long[] inboxSeqs() {
        return inboxSeqs;
    }

    /** The group as this leaves it; empty where it leaves it as it was. */
    Optional<Group> groupAfter() {
        if (append.effect() instanceof Effect.Changes changes) {
            return Optional.of(changes.after());
        }
        return append.effect() instanceof Effect.SaidAndTurned turned ? Optional.of(turned.after()) : Optional.empty();
    }

    Stored stored() {
        return new Stored(message, inboxSeqs);
    }

    @Override
    public Known to(long command, Message now) {
        if (command == message.messageId()) {
            return new Redelivered(
                    now, append.inboxes(), inboxSeqs, groupAfter().orElse(null));
        }
        UserId sender = message.from().orElse(null);
        int index = sender == null ? -1 : append.inboxes().indexOf(sender);
        return new Repeated(
                message.messageId(),
                message.seq(),
                message.sentAt(),
                index < 0 ? 0 : inboxSeqs[index],
                append.digest());
    }
}
