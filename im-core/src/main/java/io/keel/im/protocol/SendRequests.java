package io.keel.im.protocol;

import io.keel.im.command.Send;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import java.util.Map;

/** Parses the body that matters most. */
final class SendRequests {

    private static final int MAX_MENTIONS = 100;
    private static final int MAX_EXT_ENTRIES = 32;
    private static final int MAX_EXT_KEY_LENGTH = 64;
    private static final int MAX_EXT_VALUE_LENGTH = 1_024;
    private static final int MAX_CONTENT_TYPE_LENGTH = 128;

    private SendRequests() {}

    static Send send(io.keel.im.protocol.v1.Send body, Places places) {
        return new Send(
                places.of(body.getTo(), body.getConversation()),
                Fields.clientMsgId(body.getClientMsgId()),
                content(body),
                Fields.users("mentions", body.getMentionsList(), 0, MAX_MENTIONS),
                body.hasReplyTo() ? Fields.atLeast(1, "replyTo", body.getReplyTo()) : 0,
                ext(body));
    }

    private static Content content(io.keel.im.protocol.v1.Send body) {
        boolean text = !body.getText().isEmpty();
        if (text != body.getData().isEmpty()) {
            throw InvalidField.expected(
                    "text", text ? "given beside data" : "missing", "exactly one of text and data, not empty");
        }
        String contentType = body.getContentType();
        if (text) {
            if (!contentType.isEmpty()) {
                throw InvalidField.expected("contentType", "given with text", "only with data");
            }
            return new Text(body.getText());
        }
        if (!isContentType(contentType)) {
            throw InvalidField.expected(
                    "contentType",
                    contentType.isEmpty() ? "missing" : "malformed",
                    "1–" + MAX_CONTENT_TYPE_LENGTH + " printable ASCII characters");
        }
        return new Data(body.getData(), contentType);
    }

    private static boolean isContentType(String value) {
        if (value.isEmpty() || value.length() > MAX_CONTENT_TYPE_LENGTH) {
            return false;
        }
        for (int i = 0; i < value.length(); i++) {
            if (value.charAt(i) < ' ' || value.charAt(i) > '~') {
                return false;
            }
        }
        return true;
    }

    private static Map<String, String> ext(io.keel.im.protocol.v1.Send body) {
        if (body.getExtCount() == 0) {
            return Map.of();
        }
        if (body.getExtCount() > MAX_EXT_ENTRIES) {
            throw InvalidField.expected("ext", body.getExtCount() + " entries", "0.." + MAX_EXT_ENTRIES);
        }
        Map<String, String> ext = Map.copyOf(body.getExtMap());
        for (Map.Entry<String, String> entry : ext.entrySet()) {
            int key = characters(entry.getKey());
            if (key == 0 || key > MAX_EXT_KEY_LENGTH) {
                throw InvalidField.expected("ext", "a key of " + key + " characters", "1.." + MAX_EXT_KEY_LENGTH);
            }
            int value = characters(entry.getValue());
            if (value > MAX_EXT_VALUE_LENGTH) {
                throw InvalidField.expected("ext", "a value of " + value + " characters", "0.." + MAX_EXT_VALUE_LENGTH);
            }
        }
        return ext;
    }

    private static int characters(String text) {
        return text.codePointCount(0, text.length());
    }
}
