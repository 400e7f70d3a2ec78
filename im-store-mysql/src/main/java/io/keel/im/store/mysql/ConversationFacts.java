package io.keel.im.store.mysql;

import io.keel.im.conversation.ConversationId;
import io.keel.im.group.Group;
import java.util.Optional;

/**
 * What can be told of a conversation without looking at what was said.
 *
 * @param conversation which
 * @param seq the newest seq, events included
 * @param said how many texts and data there are
 * @param lastActivity when the command was made that took the newest seq, milliseconds since the epoch
 * @param membershipVersion of the group; 0 for direct conversations
 * @param group the group; empty for direct conversations
 */
public record ConversationFacts(
        ConversationId conversation,
        long seq,
        long said,
        long lastActivity,
        long membershipVersion,
        Optional<Group> group) {}
