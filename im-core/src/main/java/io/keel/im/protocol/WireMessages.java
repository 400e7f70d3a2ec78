package io.keel.im.protocol;

import io.keel.im.UserId;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;

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
}
