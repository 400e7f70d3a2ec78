package io.keel.im.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Sent;
import java.io.IOException;

/**
 * Writes the two messages of the schema that are sent most, to the same bytes as {@link JsonEncoder} would by its tables but
 * without reflection.
 */
final class MessageJson {

    private MessageJson() {}

    static void write(Sent sent, JsonGenerator out) throws IOException {
        out.writeStartObject();
        number("messageId", sent.getMessageId(), out);
        string("conversation", sent.getConversation(), out);
        number("seq", sent.getSeq(), out);
        number("sentAt", sent.getSentAt(), out);
        number("inboxSeq", sent.getInboxSeq(), out);
        out.writeEndObject();
    }

    /** Writes a message that bears none of the rarer fields; false, and nothing written, for any other. */
    static boolean writePlain(Message message, JsonGenerator out) throws IOException {
        if (!message.getData().isEmpty()
                || message.hasEvent()
                || message.getMentionsCount() > 0
                || message.hasReplyTo()
                || message.getRecalled()
                || message.getExtCount() > 0) {
            return false;
        }
        out.writeStartObject();
        number("messageId", message.getMessageId(), out);
        string("conversation", message.getConversation(), out);
        number("seq", message.getSeq(), out);
        string("from", message.getFrom(), out);
        string("device", message.getDevice(), out);
        string("clientMsgId", message.getClientMsgId(), out);
        number("sentAt", message.getSentAt(), out);
        string("text", message.getText(), out);
        string("contentType", message.getContentType(), out);
        out.writeEndObject();
        return true;
    }

    private static void number(String name, long value, JsonGenerator out) throws IOException {
        if (value != 0) {
            out.writeStringField(name, Long.toString(value));
        }
    }

    private static void string(String name, String value, JsonGenerator out) throws IOException {
        if (!value.isEmpty()) {
            out.writeStringField(name, value);
        }
    }
}
