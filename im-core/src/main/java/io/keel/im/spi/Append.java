package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import java.util.List;

/**
 * One entry of a batch that a {@link ConversationStore} appends.
 *
 * @param draft the message without its seq; its {@code messageId} is the id of the command behind it
 * @param digest tells whether a resent {@code clientMsgId} bears the same content: of the command as the client sent it
 * @param inboxes whose inboxes it is written to, each user once; empty under read diffusion
 * @param membershipVersion the version of the group that the entry was judged by; 0 for a group to be created and for
 *     direct conversations
 * @param effect what else the entry does, in the same transaction
 */
public record Append(Message draft, Digest digest, List<UserId> inboxes, long membershipVersion, Effect effect) {}
