package io.keel.im.protocol;

import static com.google.protobuf.CodedOutputStream.computeInt64Size;

import com.google.protobuf.CodedOutputStream;
import io.keel.im.command.Answer;
import io.keel.im.protocol.v1.Sent;
import java.io.IOException;

/** The answer to a send in the bytes of the schema's {@code Sent}, with no tree of messages and builders in between. */
record SentBytes(Answer.Sent sent) {

    int size() {
        return size(Sent.MESSAGEID_FIELD_NUMBER, sent.messageId())
                + MessageBytes.asciiSize(sent.conversation().value())
                + size(Sent.SEQ_FIELD_NUMBER, sent.seq())
                + size(Sent.SENTAT_FIELD_NUMBER, sent.sentAt())
                + size(Sent.INBOXSEQ_FIELD_NUMBER, sent.inboxSeq());
    }

    void writeTo(CodedOutputStream out) throws IOException {
        write(Sent.MESSAGEID_FIELD_NUMBER, sent.messageId(), out);
        out.writeString(Sent.CONVERSATION_FIELD_NUMBER, sent.conversation().value());
        write(Sent.SEQ_FIELD_NUMBER, sent.seq(), out);
        write(Sent.SENTAT_FIELD_NUMBER, sent.sentAt(), out);
        write(Sent.INBOXSEQ_FIELD_NUMBER, sent.inboxSeq(), out);
    }

    /** Zero is left out, as the encoding has it. */
    private static int size(int field, long value) {
        return value == 0 ? 0 : computeInt64Size(field, value);
    }

    private static void write(int field, long value, CodedOutputStream out) throws IOException {
        if (value != 0) {
            out.writeInt64(field, value);
        }
    }
}
