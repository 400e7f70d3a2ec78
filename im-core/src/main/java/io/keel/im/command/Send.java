package io.keel.im.command;

import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import java.util.List;
import java.util.Map;

/**
 * Sends a message.
 *
 * @param conversation where to
 * @param clientMsgId the client's name for it: sending it again stores nothing
 * @param content a text or data
 * @param mentions who is mentioned, at most 100
 * @param replyTo the seq of the same conversation that it answers; 0 for none
 * @param ext the host's own entries, at most 32
 */
public record Send(
        ConversationId conversation,
        ClientMsgId clientMsgId,
        Content content,
        List<UserId> mentions,
        long replyTo,
        Map<String, String> ext)
        implements Command {

    /** Sends a text or data and nothing beside it. */
    public static Send of(ConversationId conversation, ClientMsgId clientMsgId, Content content) {
        return new Send(conversation, clientMsgId, content, List.of(), 0, Map.of());
    }
}
