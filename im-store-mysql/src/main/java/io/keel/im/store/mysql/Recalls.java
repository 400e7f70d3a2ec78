package io.keel.im.store.mysql;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.spi.Append;
import io.keel.im.spi.Effect;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;

/** Which messages a batch recalls, and which of them can be. Used by one thread. */
final class Recalls {

    /** What can be recalled still, of what the batch wants to recall or stores itself. */
    private final Map<ConversationId, Set<Long>> open = new HashMap<>();

    private final Map<ConversationId, Set<Long>> recalled = new HashMap<>();

    /** Looks up what a batch wants to recall: nothing is asked for a batch that recalls nothing. */
    static Recalls find(Handle handle, List<Append> batch) {
        Map<ConversationId, Set<Long>> wanted = new HashMap<>();
        for (Append append : batch) {
            if (append.effect() instanceof Effect.Recalls recalls) {
                wanted.computeIfAbsent(append.draft().conversation(), absent -> new HashSet<>())
                        .add(recalls.seq());
            }
        }
        Recalls found = new Recalls();
        wanted.forEach((conversation, seqs) ->
                found.open.put(conversation, MessageRows.recallable(handle, conversation, seqs)));
        return found;
    }

    /** Tells of a message that the batch stores, which a later entry of it may recall. */
    void stored(Message message) {
        Set<Long> wanted = open.get(message.conversation());
        if (wanted != null && !message.isEvent()) {
            wanted.add(message.seq());
        }
    }

    /** Recalls a message; tells whether there was something to recall. */
    boolean recall(ConversationId conversation, long seq) {
        Set<Long> seqs = open.get(conversation);
        if (seqs == null || !seqs.remove(seq)) {
            return false;
        }
        recalled.computeIfAbsent(conversation, absent -> new HashSet<>()).add(seq);
        return true;
    }

    /** Returns a message as the batch leaves it. */
    Message now(Message message) {
        Set<Long> seqs = recalled.get(message.conversation());
        return seqs != null && seqs.contains(message.seq()) ? message.blank() : message;
    }

    /** Blanks what was recalled. */
    void save(Handle handle) {
        recalled.forEach((conversation, seqs) -> MessageRows.blank(handle, conversation, seqs));
    }
}
