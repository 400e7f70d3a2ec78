package io.keel.im.testkit.tck;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.UserConversationStore.ListCursor;
import io.keel.im.spi.UserConversationStore.Moved;
import io.keel.im.spi.UserConversationStore.UserConversation;
import java.util.List;
import java.util.Optional;

/** What the rules about users' conversations ask with. */
abstract class UserConversationRules extends StoreRules {
    UserConversationRules(StoreTck tck) {
        super(tck);
    }

    final Moved advance(UserId user, ConversationId conversation, long seq) {
        return await(stores().userConversations().advance(user, conversation, seq));
    }

    final List<UserConversation> list(UserId user) {
        return await(stores().userConversations().list(user, Optional.empty(), 1_000));
    }

    final List<UserConversation> list(UserId user, UserConversation after, int limit) {
        ListCursor cursor = new ListCursor(after.headMessageId(), after.conversation());
        return await(stores().userConversations().list(user, Optional.of(cursor), limit));
    }

    /** The one conversation as the user has it; it must be listed. */
    final UserConversation item(UserId user, ConversationId conversation) {
        List<UserConversation> items = list(user).stream()
                .filter(item -> item.conversation().equals(conversation))
                .toList();
        assertThat(items).as("%s in the list of %s", conversation, user).hasSize(1);
        return items.get(0);
    }
}
