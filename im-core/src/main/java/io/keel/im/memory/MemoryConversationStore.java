package io.keel.im.memory;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.SendKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The logs. A batch is stored entry by entry: nothing can fail between them. */
final class MemoryConversationStore implements ConversationStore {

    private final MemoryTables tables;

    MemoryConversationStore(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public CompletionStage<List<AppendResult>> append(List<Append> batch) {
        List<AppendResult> results = new ArrayList<>(batch.size());
        for (Append entry : batch) {
            results.add(tables.conversation(entry.draft().conversation()).append(entry));
        }
        return CompletableFuture.completedFuture(results);
    }

    @Override
    public CompletionStage<Map<SendKey, Repeated>> repeats(Collection<SendKey> keys) {
        Map<SendKey, Repeated> found = new HashMap<>();
        for (SendKey key : keys) {
            MemoryUser user = tables.findUser(key.user());
            Repeated first = user == null ? null : user.repeat(key);
            if (first != null) {
                found.put(key, first);
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    @Override
    public CompletionStage<List<Message>> read(ConversationId conversation, SeqWindow window, int limit) {
        MemoryConversation found = tables.findConversation(conversation);
        return CompletableFuture.completedFuture(found == null ? List.of() : found.read(window, limit));
    }

    @Override
    public CompletionStage<Map<ConversationId, Long>> heads(Collection<ConversationId> conversations) {
        Map<ConversationId, Long> heads = new HashMap<>();
        for (ConversationId id : conversations) {
            MemoryConversation found = tables.findConversation(id);
            long head = found == null ? 0 : found.head();
            if (head > 0) {
                heads.put(id, head);
            }
        }
        return CompletableFuture.completedFuture(heads);
    }

    @Override
    public CompletionStage<Optional<Message>> find(ConversationId conversation, long seq) {
        MemoryConversation found = tables.findConversation(conversation);
        return CompletableFuture.completedFuture(Optional.ofNullable(found == null ? null : found.find(seq)));
    }
}
