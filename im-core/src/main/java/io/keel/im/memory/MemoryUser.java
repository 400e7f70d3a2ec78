package io.keel.im.memory;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.InboxStore.Removal;
import io.keel.im.spi.SendKey;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * One user: its inbox, what its devices have sent, and the conversations that it is in. Its own lock; see
 * {@link MemoryTables}.
 */
final class MemoryUser {

    private final UserId id;
    private final MemoryInbox inbox;
    private final Map<DeviceId, Sends> sends = new HashMap<>(2);

    /** Of the device that sent last: mostly it sends again. */
    private @Nullable Sends lastSends;

    /** Where it has a seat, or had one a moment ago: the conversation knows. */
    private final Set<MemoryConversation> conversations = ConcurrentHashMap.newKeySet(4);

    MemoryUser(UserId id, MemoryTables tables) {
        this.id = id;
        this.inbox = new MemoryInbox(tables);
    }

    UserId id() {
        return id;
    }

    Set<MemoryConversation> conversations() {
        return conversations;
    }

    void entered(MemoryConversation conversation) {
        conversations.add(conversation);
    }

    void left(MemoryConversation conversation) {
        conversations.remove(conversation);
    }

    /** Writes a message to the inbox; returns its position. */
    synchronized int write(MemoryConversation conversation, int seq) {
        return inbox.add(conversation, seq);
    }

    /** Returns what a device has sent, guarded by this user. */
    synchronized Sends sends(DeviceId device) {
        Sends known = lastSends;
        if (known == null || !known.device().equals(device)) {
            known = sends.computeIfAbsent(device, Sends::new);
            lastSends = known;
        }
        return known;
    }

    /** Returns what a send was answered first; null if it was never stored. */
    synchronized @Nullable FirstAnswer find(SendKey key) {
        Sends ofDevice = sends.get(key.device());
        return ofDevice == null ? null : ofDevice.find(key.clientMsgId());
    }

    /** Returns the position of a message in the inbox; 0 if it does not stand there. */
    synchronized int position(MemoryConversation conversation, int seq) {
        return inbox.find(conversation, seq);
    }

    synchronized int inboxHead() {
        return inbox.head();
    }

    synchronized List<InboxPlace> readInbox(long after, int limit) {
        return inbox.read(after, limit);
    }

    synchronized Removal remove(ConversationId conversation, Collection<Long> seqs) {
        List<Long> fresh = inbox.remove(conversation, seqs);
        return new Removal(fresh.isEmpty() ? 0 : inbox.head(), fresh);
    }

    synchronized Set<Long> removed(ConversationId conversation, long from, long to) {
        return inbox.removed(conversation, from, to);
    }
}
