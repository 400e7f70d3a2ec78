package io.keel.im.logic;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.group.GroupId;
import io.keel.im.spi.Roster;
import java.util.Map;
import java.util.Optional;

/**
 * What the stores say of everything that a batch of commands names: the commands are judged by this alone.
 *
 * @param rosters the groups, with the members that the commands name
 * @param messages the messages that commands recall or answer
 */
record Facts(Map<GroupId, Roster> rosters, Map<Place, Message> messages) {

    /** Of a batch that names no group and no message. */
    static final Facts NONE = new Facts(Map.of(), Map.of());

    /** A place in a log. */
    record Place(ConversationId conversation, long seq) {}

    Optional<Roster> roster(GroupId group) {
        return Optional.ofNullable(rosters.get(group));
    }

    /** Finds a message that a user may see who sees its conversation from {@code visibleFrom} on. */
    Optional<Message> message(ConversationId conversation, long seq, long visibleFrom) {
        return seq < visibleFrom ? Optional.empty() : Optional.ofNullable(messages.get(new Place(conversation, seq)));
    }
}
