package io.keel.im.protocol;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.protocol.v1.Target;

/**
 * Finds the conversations that one caller writes to, by any of the three ways of saying it. Whoever writes to a user mostly wrote to
 * that user before, and then gets the very same id, whose hash is known and whose names are checked. Not safe for use by several
 * threads.
 */
final class Places {

    private static final String ONE_PLACE = "exactly one of to.user, to.group and conversation";

    private final UserId caller;
    private String lastUser = "";
    private ConversationId lastDirect;

    Places(UserId caller) {
        this.caller = caller;
        this.lastDirect = ConversationId.direct(caller, caller);
    }

    ConversationId of(Target to, String conversation) {
        return of(to.getUser(), to.getGroup(), conversation);
    }

    /** Finds a conversation by the one of the three that is not empty. */
    ConversationId of(String user, String group, String conversation) {
        int given = (user.isEmpty() ? 0 : 1) + (group.isEmpty() ? 0 : 1) + (conversation.isEmpty() ? 0 : 1);
        if (given != 1) {
            throw InvalidField.expected("to", given == 0 ? "missing" : "more than one", ONE_PLACE);
        }
        if (!conversation.isEmpty()) {
            return Fields.conversation(conversation);
        }
        return user.isEmpty() ? ConversationId.group(Fields.group("to.group", group)) : direct(user);
    }

    private ConversationId direct(String user) {
        if (!user.equals(lastUser)) {
            lastDirect = ConversationId.direct(caller, Fields.user("to.user", user));
            lastUser = user;
        }
        return lastDirect;
    }
}
