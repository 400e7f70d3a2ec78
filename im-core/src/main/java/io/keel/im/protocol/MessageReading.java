package io.keel.im.protocol;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import java.util.Map;

/** Messages of the schema as messages of the domain. */
final class MessageReading {

    private MessageReading() {}

    static Message read(io.keel.im.protocol.v1.Message wire) {
        return Message.builder(WireNames.conversation(wire.getConversation()))
                .messageId(wire.getMessageId())
                .seq(wire.getSeq())
                .from(wire.getFrom().isEmpty() ? null : new UserId(wire.getFrom()))
                .device(wire.getDevice().isEmpty() ? null : new DeviceId(wire.getDevice()))
                .clientMsgId(wire.getClientMsgId().isEmpty() ? null : new ClientMsgId(wire.getClientMsgId()))
                .sentAt(wire.getSentAt())
                .content(content(wire))
                .mentions(WireNames.users(wire.getMentionsList()))
                .replyTo(wire.getReplyTo())
                .recalled(wire.getRecalled())
                .ext(wire.getExtCount() == 0 ? Map.of() : Map.copyOf(wire.getExtMap()))
                .build();
    }

    private static Content content(io.keel.im.protocol.v1.Message wire) {
        if (wire.hasEvent()) {
            io.keel.im.protocol.v1.Event event = wire.getEvent();
            return new Event(
                    WireEnums.read(event.getKind()),
                    WireNames.users(event.getUsersList()),
                    event.getSeq(),
                    event.getName(),
                    event.getRoleValue() == 0 ? null : WireEnums.read(event.getRole()));
        } else if (!wire.getText().isEmpty()) {
            return new Text(wire.getText());
        } else if (!wire.getData().isEmpty()) {
            return new Data(wire.getData(), wire.getContentType());
        }
        return Blank.BLANK;
    }
}
