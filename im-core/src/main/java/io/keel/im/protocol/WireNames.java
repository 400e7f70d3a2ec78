package io.keel.im.protocol;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import java.util.ArrayList;
import java.util.List;

/** Names between processes, which were checked where they came in: a malformed one is a broken record. */
final class WireNames {

    private WireNames() {}

    static ConversationId conversation(String value) {
        return ConversationId.parse(value).orElseThrow(() -> new IllegalArgumentException("conversation: malformed"));
    }

    static List<UserId> users(List<String> names) {
        if (names.isEmpty()) {
            return List.of();
        }
        UserId[] users = new UserId[names.size()];
        for (int i = 0; i < users.length; i++) {
            users[i] = new UserId(names.get(i));
        }
        return List.of(users);
    }

    static List<String> of(List<UserId> users) {
        List<String> names = new ArrayList<>(users.size());
        for (UserId user : users) {
            names.add(user.value());
        }
        return names;
    }
}
