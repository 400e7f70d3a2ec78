package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import io.keel.im.group.Group;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.Digest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What an entry was answered when it was stored; kept flat, since there is one per message. */
final class FirstAnswer {

    private final long messageId;
    private final long sentAt;
    private final long digestHigh;
    private final long digestLow;
    private final int seq;
    private final int inboxSeq;

    /**
     * Whose inboxes it was written to, as a list that messages share; null in direct conversations, where both sides
     * are asked.
     */
    private final @Nullable List<UserId> inboxes;

    FirstAnswer(Message message, int inboxSeq, Digest digest, @Nullable List<UserId> inboxes) {
        this.messageId = message.messageId();
        this.seq = (int) message.seq();
        this.sentAt = message.sentAt();
        this.inboxSeq = inboxSeq;
        this.digestHigh = digest.high();
        this.digestLow = digest.low();
        this.inboxes = inboxes;
    }

    long messageId() {
        return messageId;
    }

    int seq() {
        return seq;
    }

    @Nullable
    List<UserId> inboxes() {
        return inboxes;
    }

    /** Returns all that is known of the entry, which stands in the inboxes of some of these users. */
    Redelivered redelivered(Message now, MemoryConversation conversation, MemoryUser[] users, @Nullable Group left) {
        List<UserId> holders = new ArrayList<>(users.length);
        long[] positions = new long[users.length];
        for (MemoryUser user : users) {
            int position = user.position(conversation, seq);
            if (position > 0) {
                positions[holders.size()] = position;
                holders.add(user.id());
            }
        }
        return new Redelivered(now, holders, Arrays.copyOf(positions, holders.size()), left);
    }

    /** Returns what the same send is told when another command makes it again. */
    Repeated again() {
        return new Repeated(messageId, seq, sentAt, inboxSeq, new Digest(digestHigh, digestLow));
    }
}
