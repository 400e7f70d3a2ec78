package io.keel.im.protocol;

import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.protocol.internal.v1.Except;
import io.keel.im.protocol.internal.v1.Reply;
import io.keel.im.protocol.internal.v1.ToRoom;
import io.keel.im.protocol.internal.v1.ToUsers;
import io.keel.im.spi.Downlink;
import io.keel.im.spi.Notice;
import org.jspecify.annotations.Nullable;

/**
 * The pushes of messages and the answers to sends, which are nearly all that gateways are told, in the bytes of the schema's {@code
 * Downlink}: the same as the generated classes would write, with no tree of messages and builders in between.
 */
final class DownlinkBytes {

    private DownlinkBytes() {}

    /** Encodes a record; null for one of the rarer kinds. */
    static byte @Nullable [] of(Downlink record) {
        if (record instanceof Downlink.ToRoom push && push.notice() instanceof Notice.Said said) {
            return toRoom(push, MessageBytes.of(said.message()));
        } else if (record instanceof Downlink.ToUsers push && push.notice() instanceof Notice.Said said) {
            return toUsers(push, MessageBytes.of(said.message()));
        } else if (record instanceof Downlink.Reply reply && reply.answer() instanceof Answer.Sent sent) {
            return reply(reply, new SentBytes(sent));
        }
        return null;
    }

    private static byte[] toRoom(Downlink.ToRoom push, MessageBytes message) {
        String group = push.group().value();
        int size = WireFields.delimitedSize(group.length()) + noticeSize(message) + exceptSize(push.except());
        byte[] bytes = new byte[WireFields.delimitedSize(size)];
        int at = WireFields.delimited(io.keel.im.protocol.internal.v1.Downlink.TOROOM_FIELD_NUMBER, size, bytes, 0);
        at = WireFields.name(ToRoom.GROUP_FIELD_NUMBER, group, bytes, at);
        at = notice(ToRoom.NOTICE_FIELD_NUMBER, message, bytes, at);
        except(ToRoom.EXCEPT_FIELD_NUMBER, push.except(), bytes, at);
        return bytes;
    }

    private static byte[] toUsers(Downlink.ToUsers push, MessageBytes message) {
        long @Nullable [] seqs = push.inboxSeqs();
        int seqBytes = 0;
        for (int i = 0; seqs != null && i < seqs.length; i++) {
            seqBytes += WireFields.varintSize(seqs[i]);
        }
        int size = noticeSize(message) + exceptSize(push.except());
        for (UserId user : push.users()) {
            size += WireFields.delimitedSize(user.value().length());
        }
        if (seqs != null) {
            size += (seqs.length == 0 ? 0 : WireFields.delimitedSize(seqBytes)) + WireFields.int64Size(1);
        }
        byte[] bytes = new byte[WireFields.delimitedSize(size)];
        int at = WireFields.delimited(io.keel.im.protocol.internal.v1.Downlink.TOUSERS_FIELD_NUMBER, size, bytes, 0);
        at = notice(ToUsers.NOTICE_FIELD_NUMBER, message, bytes, at);
        for (UserId user : push.users()) {
            at = WireFields.name(ToUsers.USERS_FIELD_NUMBER, user.value(), bytes, at);
        }
        if (seqs != null) {
            at = inboxSeqs(seqs, seqBytes, bytes, at);
        }
        except(ToUsers.EXCEPT_FIELD_NUMBER, push.except(), bytes, at);
        return bytes;
    }

    private static int inboxSeqs(long[] seqs, int length, byte[] bytes, int offset) {
        int at = offset;
        if (seqs.length > 0) {
            at = WireFields.delimited(ToUsers.INBOXSEQS_FIELD_NUMBER, length, bytes, at);
            for (long seq : seqs) {
                at = WireFields.varint(seq, bytes, at);
            }
        }
        return WireFields.int64(ToUsers.INBOXED_FIELD_NUMBER, 1, bytes, at);
    }

    private static byte[] reply(Downlink.Reply reply, SentBytes sent) {
        int answer = WireFields.delimitedSize(sent.size());
        int size = numberSize(reply.connection()) + numberSize(reply.submission()) + WireFields.delimitedSize(answer);
        byte[] bytes = new byte[WireFields.delimitedSize(size)];
        int at = WireFields.delimited(io.keel.im.protocol.internal.v1.Downlink.REPLY_FIELD_NUMBER, size, bytes, 0);
        at = number(Reply.CONNECTION_FIELD_NUMBER, reply.connection(), bytes, at);
        at = number(Reply.SUBMISSION_FIELD_NUMBER, reply.submission(), bytes, at);
        at = WireFields.delimited(Reply.ANSWER_FIELD_NUMBER, answer, bytes, at);
        at = WireFields.delimited(io.keel.im.protocol.internal.v1.Answer.SENT_FIELD_NUMBER, sent.size(), bytes, at);
        sent.write(bytes, at);
        return bytes;
    }

    private static int noticeSize(MessageBytes message) {
        return WireFields.delimitedSize(WireFields.delimitedSize(message.size()));
    }

    private static int notice(int field, MessageBytes message, byte[] bytes, int offset) {
        int at = WireFields.delimited(field, WireFields.delimitedSize(message.size()), bytes, offset);
        at = WireFields.delimited(io.keel.im.protocol.internal.v1.Notice.SAID_FIELD_NUMBER, message.size(), bytes, at);
        message.write(bytes, at);
        return at + message.size();
    }

    private static int exceptSize(Downlink.@Nullable Except except) {
        return except == null ? 0 : WireFields.delimitedSize(size(except));
    }

    private static int size(Downlink.Except except) {
        return WireFields.delimitedSize(except.user().value().length())
                + WireFields.delimitedSize(except.device().value().length());
    }

    private static void except(int field, Downlink.@Nullable Except except, byte[] bytes, int offset) {
        if (except != null) {
            int at = WireFields.delimited(field, size(except), bytes, offset);
            at = WireFields.name(Except.USER_FIELD_NUMBER, except.user().value(), bytes, at);
            WireFields.name(Except.DEVICE_FIELD_NUMBER, except.device().value(), bytes, at);
        }
    }

    /** Zero is left out, as the encoding has it. */
    private static int numberSize(long value) {
        return value == 0 ? 0 : WireFields.int64Size(value);
    }

    private static int number(int field, long value, byte[] bytes, int offset) {
        return value == 0 ? offset : WireFields.int64(field, value, bytes, offset);
    }
}
