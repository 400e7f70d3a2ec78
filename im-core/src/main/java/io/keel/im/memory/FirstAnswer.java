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

/**
 * What an entry was answered when it was stored.
 *
 * @param messageId of its message, which is the id of its command
 * @param sentAt of its message
 * @param digest of its command
 * @param seq of its message
 * @param inboxSeq in its sender's inbox; 0 when it stands in none
 * @param audience whose inboxes it was written to, as its conversation numbers such lists
 */
record FirstAnswer(long messageId, long sentAt, Digest digest, int seq, int inboxSeq, int audience) {

    /** How many bytes {@link #write} puts. */
    static final int SIZE = 4 * Long.BYTES + 3 * Integer.BYTES;

    static FirstAnswer of(Message message, Digest digest, int inboxSeq, int audience) {
        return new FirstAnswer(message.messageId(), message.sentAt(), digest, (int) message.seq(), inboxSeq, audience);
    }

    static FirstAnswer read(byte[] array, int at) {
        return new FirstAnswer(
                ByteRecords.longAt(array, at),
                ByteRecords.longAt(array, at + 8),
                new Digest(ByteRecords.longAt(array, at + 16), ByteRecords.longAt(array, at + 24)),
                ByteRecords.intAt(array, at + 32),
                ByteRecords.intAt(array, at + 36),
                ByteRecords.intAt(array, at + 40));
    }

    void write(byte[] array, int at) {
        ByteRecords.putLong(array, at, messageId);
        ByteRecords.putLong(array, at + 8, sentAt);
        ByteRecords.putLong(array, at + 16, digest.high());
        ByteRecords.putLong(array, at + 24, digest.low());
        ByteRecords.putInt(array, at + 32, seq);
        ByteRecords.putInt(array, at + 36, inboxSeq);
        ByteRecords.putInt(array, at + 40, audience);
    }

    /** What one is told who sends it again. */
    Repeated again() {
        return new Repeated(messageId, seq, sentAt, inboxSeq, digest);
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
}
