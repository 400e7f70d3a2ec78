package io.keel.im.protocol;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.Role;
import java.util.List;
import java.util.Map;

/** Messages of the domain as messages of the schema. */
public final class WireMessages {

    private WireMessages() {}

    /** Makes the wire form of a message; a recalled one has no content. */
    public static io.keel.im.protocol.v1.Message of(Message message) {
        io.keel.im.protocol.v1.Message.Builder wire = io.keel.im.protocol.v1.Message.newBuilder()
                .setMessageId(message.messageId())
                .setConversation(message.conversation().value())
                .setSeq(message.seq())
                .setSentAt(message.sentAt())
                .setRecalled(message.recalled());
        message.from().ifPresent(user -> wire.setFrom(user.value()));
        message.device().ifPresent(device -> wire.setDevice(device.value()));
        message.clientMsgId().ifPresent(id -> wire.setClientMsgId(id.value()));
        setContent(wire, message);
        for (UserId user : message.mentions()) {
            wire.addMentions(user.value());
        }
        if (message.replyTo() != 0) {
            wire.setReplyTo(message.replyTo());
        }
        if (!message.ext().isEmpty()) {
            wire.putAllExt(message.ext());
        }
        return wire.build();
    }

    private static void setContent(io.keel.im.protocol.v1.Message.Builder wire, Message message) {
        if (message.content() instanceof Text text) {
            wire.setText(text.value());
        } else if (message.content() instanceof Data data) {
            wire.setData(data.bytes()).setContentType(data.contentType());
        } else if (message.content() instanceof Event event) {
            wire.setEvent(event(event));
        } else if (!(message.content() instanceof Blank)) {
            throw new IllegalStateException("content that has no wire form");
        }
    }

    private static io.keel.im.protocol.v1.Event event(Event event) {
        io.keel.im.protocol.v1.Event.Builder wire = io.keel.im.protocol.v1.Event.newBuilder()
                .setKind(WireEnums.of(event.kind()))
                .setSeq(event.seq())
                .setName(event.name());
        for (UserId user : event.users()) {
            wire.addUsers(user.value());
        }
        if (event.role() != null) {
            wire.setRole(WireEnums.of(event.role()));
        }
        return wire.build();
    }

    /**
     * Reads the wire form of a message.
     *
     * @throws IllegalArgumentException if a name in it is malformed
     */
    public static Message read(io.keel.im.protocol.v1.Message wire) {
        return Message.builder(ConversationId.parse(wire.getConversation())
                        .orElseThrow(() -> new IllegalArgumentException("conversation: malformed")))
                .messageId(wire.getMessageId())
                .seq(wire.getSeq())
                .from(wire.getFrom().isEmpty() ? null : new UserId(wire.getFrom()))
                .device(wire.getDevice().isEmpty() ? null : new DeviceId(wire.getDevice()))
                .clientMsgId(wire.getClientMsgId().isEmpty() ? null : new ClientMsgId(wire.getClientMsgId()))
                .sentAt(wire.getSentAt())
                .content(content(wire))
                .mentions(users(wire.getMentionsList()))
                .replyTo(wire.getReplyTo())
                .recalled(wire.getRecalled())
                .ext(wire.getExtCount() == 0 ? Map.of() : Map.copyOf(wire.getExtMap()))
                .build();
    }

    private static Content content(io.keel.im.protocol.v1.Message wire) {
        if (wire.hasEvent()) {
            io.keel.im.protocol.v1.Event event = wire.getEvent();
            return new Event(
                    EventKind.valueOf(event.getKind().name()),
                    users(event.getUsersList()),
                    event.getSeq(),
                    event.getName(),
                    event.getRole() == io.keel.im.protocol.v1.Role.ROLE_UNSPECIFIED
                            ? null
                            : Role.valueOf(event.getRole().name()));
        } else if (!wire.getText().isEmpty()) {
            return new Text(wire.getText());
        } else if (!wire.getData().isEmpty()) {
            return new Data(wire.getData(), wire.getContentType());
        }
        return Blank.BLANK;
    }

    private static List<UserId> users(List<String> names) {
        return names.isEmpty() ? List.of() : names.stream().map(UserId::new).toList();
    }
}
