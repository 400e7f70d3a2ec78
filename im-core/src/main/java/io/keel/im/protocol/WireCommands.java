package io.keel.im.protocol;

import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import java.util.Map;

/** Commands of the domain as messages of the internal schema; what is read is as it was written, and no shape is checked twice. */
public final class WireCommands {

    private WireCommands() {}

    /**
     * Makes the wire form of a command.
     *
     * @throws IllegalArgumentException if it sends what no client can send
     */
    public static io.keel.im.protocol.internal.v1.Command of(Command command) {
        io.keel.im.protocol.internal.v1.Command.Builder wire = io.keel.im.protocol.internal.v1.Command.newBuilder();
        if (command instanceof Send send) {
            wire.setSend(send(send));
        } else if (command instanceof Recall recall) {
            wire.setRecall(io.keel.im.protocol.v1.Recall.newBuilder()
                    .setConversation(recall.conversation().value())
                    .setSeq(recall.seq()));
        } else if (command instanceof GroupCommand change) {
            WireGroupCommands.set(wire, change);
        }
        return wire.build();
    }

    /**
     * Reads the wire form of a command.
     *
     * @throws IllegalArgumentException if a name in it is malformed or its kind unknown
     */
    public static Command read(io.keel.im.protocol.internal.v1.Command wire) {
        return switch (wire.getKindCase()) {
            case SEND -> send(wire.getSend());
            case RECALL ->
                new Recall(
                        WireNames.conversation(wire.getRecall().getConversation()),
                        wire.getRecall().getSeq());
            case CREATEGROUP, JOINGROUP, LEAVEGROUP, ADDMEMBERS, REMOVEMEMBERS, SETROLE, UPDATEGROUP, DISBANDGROUP ->
                WireGroupCommands.read(wire);
            case KIND_NOT_SET -> throw new IllegalArgumentException("a command of no known kind");
        };
    }

    private static io.keel.im.protocol.v1.Send send(Send send) {
        io.keel.im.protocol.v1.Send.Builder wire = io.keel.im.protocol.v1.Send.newBuilder()
                .setConversation(send.conversation().value())
                .setClientMsgId(send.clientMsgId().value());
        if (send.content() instanceof Text text) {
            wire.setText(text.value());
        } else if (send.content() instanceof Data data) {
            wire.setData(data.bytes()).setContentType(data.contentType());
        } else {
            throw new IllegalArgumentException("content: neither text nor data");
        }
        send.mentions().forEach(user -> wire.addMentions(user.value()));
        if (send.replyTo() != 0) {
            wire.setReplyTo(send.replyTo());
        }
        return wire.putAllExt(send.ext()).build();
    }

    private static Send send(io.keel.im.protocol.v1.Send wire) {
        // What a client may send is not empty, and data bears its type.
        Content content = wire.getContentType().isEmpty() && wire.getData().isEmpty()
                ? new Text(wire.getText())
                : new Data(wire.getData(), wire.getContentType());
        return new Send(
                WireNames.conversation(wire.getConversation()),
                new ClientMsgId(wire.getClientMsgId()),
                content,
                WireNames.users(wire.getMentionsList()),
                wire.getReplyTo(),
                wire.getExtCount() == 0 ? Map.of() : Map.copyOf(wire.getExtMap()));
    }
}
