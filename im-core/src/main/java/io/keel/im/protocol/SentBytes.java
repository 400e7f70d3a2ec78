package io.keel.im.protocol;

import io.keel.im.command.Answer;
import io.keel.im.protocol.v1.Sent;

/** The answer to a send in the bytes of the schema's {@code Sent}, with no tree of messages and builders in between. */
record SentBytes(Answer.Sent sent) {

    int size() {
        return size(sent.messageId())
                + WireFields.delimitedSize(sent.conversation().value().length())
                + size(sent.seq())
                + size(sent.sentAt())
                + size(sent.inboxSeq());
    }

    /** Writes it to {@code [offset, offset + size())}. */
    void write(byte[] target, int offset) {
        int at = write(Sent.MESSAGEID_FIELD_NUMBER, sent.messageId(), target, offset);
        at = WireFields.name(Sent.CONVERSATION_FIELD_NUMBER, sent.conversation().value(), target, at);
        at = write(Sent.SEQ_FIELD_NUMBER, sent.seq(), target, at);
        at = write(Sent.SENTAT_FIELD_NUMBER, sent.sentAt(), target, at);
        write(Sent.INBOXSEQ_FIELD_NUMBER, sent.inboxSeq(), target, at);
    }

    /** Zero is left out, as the encoding has it. */
    private static int size(long value) {
        return value == 0 ? 0 : WireFields.int64Size(value);
    }

    private static int write(int field, long value, byte[] target, int at) {
        return value == 0 ? at : WireFields.int64(field, value, target, at);
    }
}
