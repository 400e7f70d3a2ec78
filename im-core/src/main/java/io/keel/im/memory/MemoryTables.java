package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.group.GroupId;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Every conversation and every user of one store.
 *
 * <p><b>Locks.</b> A {@link MemoryConversation} and a {@link MemoryUser} are each their own lock. While it appends an entry, a
 * thread holds the conversation and takes the users that the entry touches one at a time; nobody who holds a user takes
 * another lock. So there is no cycle. Whoever finds a position in an inbox finds the message behind it too: it must take the
 * conversation to read it, and the writer lets that go last.
 */
final class MemoryTables {

    private final ConcurrentHashMap<ConversationId, MemoryConversation> conversations = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<Integer, MemoryConversation> numbered = new ConcurrentHashMap<>();
    private final AtomicInteger numbers = new AtomicInteger();
    private final ConcurrentHashMap<UserId, MemoryUser> users = new ConcurrentHashMap<>();

    /** Returns a conversation, or null if nothing was ever stored for it. */
    @Nullable
    MemoryConversation findConversation(ConversationId id) {
        return conversations.get(id);
    }

    /** Returns the conversation of a group, or null if there never was such a group. */
    @Nullable
    MemoryConversation findGroup(GroupId id) {
        return conversations.get(ConversationId.group(id));
    }

    /** Returns a conversation, made now if need be. */
    MemoryConversation conversation(ConversationId id) {
        MemoryConversation found = conversations.get(id);
        return found != null ? found : conversations.computeIfAbsent(id, this::begin);
    }

    private MemoryConversation begin(ConversationId id) {
        MemoryConversation conversation = new MemoryConversation(id, numbers.getAndIncrement(), this);
        numbered.put(conversation.number(), conversation);
        return conversation;
    }

    /** Returns the conversation of a number, which there is. */
    MemoryConversation numbered(int number) {
        return Objects.requireNonNull(numbered.get(number));
    }

    /** Returns a user, or null if nothing was ever stored for it. */
    @Nullable
    MemoryUser findUser(UserId id) {
        return users.get(id);
    }

    /** Returns a user, made now if need be. */
    MemoryUser user(UserId id) {
        MemoryUser found = users.get(id);
        return found != null ? found : users.computeIfAbsent(id, key -> new MemoryUser(key, this));
    }

    /** Returns the conversations that the user may be in: each knows whether it still is. */
    Collection<MemoryConversation> conversationsOf(UserId id) {
        MemoryUser found = users.get(id);
        return found == null ? List.of() : found.conversations();
    }
}
