package io.keel.im.memory;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.ConversationStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The logs. A batch is stored entry by entry: nothing can fail between them. Those of one conversation come together mostly. */
final class MemoryConversationStore implements ConversationStore {

    private final MemoryTables tables;

    MemoryConversationStore(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public CompletionStage<List<AppendResult>> append(List<Append> batch) {
        List<AppendResult> results = new ArrayList<>(batch.size());
        int from = 0;
        while (from < batch.size()) {
            ConversationId conversation = batch.get(from).draft().conversation();
            int to = from + 1;
            while (to < batch.size() && batch.get(to).draft().conversation().equals(conversation)) {
                to++;
            }
            tables.conversation(conversation).append(batch, from, to, results);
            from = to;
        }
        return CompletableFuture.completedFuture(results);
    }

    @Override
    public CompletionStage<Map<CommandKey, Known>> repeats(Collection<CommandKey> keys) {
        Map<CommandKey, Known> found = new HashMap<>();
        for (CommandKey key : keys) {
            Known known = known(key);
            if (known != null) {
                found.put(key, known);
            }
        }
        return CompletableFuture.completedFuture(found);
    }

    private @Nullable Known known(CommandKey key) {
        MemoryConversation conversation = tables.findConversation(key.conversation());
        if (key.send() == null) {
            return conversation == null ? null : conversation.redelivered(key.id());
        }
        MemoryUser user = tables.findUser(key.send().user());
        FirstAnswer first = user == null ? null : user.find(key.send());
        if (first == null) {
            return null;
        }
        return conversation == null || first.messageId() != key.id() ? first.again() : conversation.redelivered(first);
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
