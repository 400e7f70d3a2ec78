package io.keel.im.testkit.history;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One entry of a log, as somebody was told it.
 *
 * @param conversation where
 * @param seq its place there
 * @param messageId its id
 * @param from who wrote it; empty when nobody did
 * @param device from which device
 * @param clientMsgId the client's name for it; empty for events
 * @param content the {@link Fingerprint} of what it says
 * @param event what happened; null for texts and data
 * @param excerpt the beginning of the text, for reports
 */
public record Line(
        ConversationId conversation,
        long seq,
        long messageId,
        String from,
        String device,
        String clientMsgId,
        long content,
        @Nullable Event event,
        String excerpt) {
    private static final int EXCERPT = 24;

    /** Makes the line of a message as a port tells it. */
    public static Line of(Message message) {
        return new Line(
                message.conversation(),
                message.seq(),
                message.messageId(),
                message.from().map(UserId::value).orElse(""),
                message.device().map(DeviceId::value).orElse(""),
                message.clientMsgId().map(ClientMsgId::value).orElse(""),
                message.recalled() ? Fingerprint.BLANK : Fingerprint.of(message.content()),
                message.content() instanceof Event event ? event : null,
                message.content() instanceof Text text ? excerptOf(text.value()) : "");
    }

    /** Makes the line of a message as a client is told it. */
    public static Line of(io.keel.im.protocol.v1.Message message) {
        Event event = message.hasEvent() ? eventOf(message.getEvent()) : null;
        long content;
        if (message.getRecalled()) {
            content = Fingerprint.BLANK;
        } else if (event != null) {
            content = Fingerprint.of(event);
        } else if (message.getData().isEmpty()) {
            content = Fingerprint.ofText(message.getText());
        } else {
            content = Fingerprint.ofData(message.getData(), message.getContentType());
        }
        return new Line(
                ConversationId.parse(message.getConversation())
                        .orElseThrow(() -> new IllegalArgumentException("conversation: " + message.getConversation())),
                message.getSeq(),
                message.getMessageId(),
                message.getFrom(),
                message.getDevice(),
                message.getClientMsgId(),
                content,
                event,
                excerptOf(message.getText()));
    }

    /** The name of the send behind it; 0 for events. */
    long key() {
        return clientMsgId.isEmpty() ? 0 : Fingerprint.key(from, device, clientMsgId);
    }

    boolean recalled() {
        return content == Fingerprint.BLANK;
    }

    private static Event eventOf(io.keel.im.protocol.v1.Event event) {
        List<UserId> users = event.getUsersList().stream().map(UserId::new).toList();
        return new Event(EventKind.valueOf(event.getKind().name()), users, event.getSeq(), event.getName(), null);
    }

    private static String excerptOf(String text) {
        return text.length() <= EXCERPT ? text : text.substring(0, EXCERPT) + "…";
    }
}
