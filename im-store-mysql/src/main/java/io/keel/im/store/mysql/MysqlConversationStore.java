package io.keel.im.store.mysql;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Known;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.ConversationStore;
import io.keel.im.spi.SendKey;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** The logs. */
final class MysqlConversationStore implements ConversationStore {

    private static final String HEADS =
            "SELECT conversation_id, head_seq FROM conversations WHERE conversation_id IN (%s) AND head_seq > 0";

    private final Database database;
    private final GroupCommit commits;
    private final ArchiveReader archive;

    MysqlConversationStore(Database database, GroupCommit commits, ArchiveReader archive) {
        this.database = database;
        this.commits = commits;
        this.archive = archive;
    }

    @Override
    public CompletionStage<List<AppendResult>> append(List<Append> batch) {
        return commits.append(batch).thenCompose(archive::results);
    }

    @Override
    public CompletionStage<Map<CommandKey, Known>> repeats(Collection<CommandKey> keys) {
        List<CommandKey> asked = List.copyOf(keys);
        return database.ask(handle -> {
                    Set<SendKey> sends = new HashSet<>();
                    Set<Long> ids = new HashSet<>();
                    for (CommandKey key : asked) {
                        if (key.send() != null) {
                            sends.add(key.send());
                        } else {
                            ids.add(key.id());
                        }
                    }
                    Map<SendKey, StoredMessage> bySend = MessageRows.bySendKey(handle, sends);
                    Map<Long, StoredMessage> byId = MessageRows.byMessageId(handle, ids);
                    Map<CommandKey, Known> found = new HashMap<>();
                    for (CommandKey key : asked) {
                        StoredMessage first = key.send() != null ? bySend.get(key.send()) : byId.get(key.id());
                        if (first != null) {
                            found.put(key, first.to(key.id()));
                        }
                    }
                    return found;
                })
                .thenCompose(this::filled);
    }

    private CompletionStage<Map<CommandKey, Known>> filled(Map<CommandKey, Known> found) {
        List<CommandKey> keys = List.copyOf(found.keySet());
        return archive.results(keys.stream().map(found::get).toList()).thenApply(known -> {
            Map<CommandKey, Known> filled = new HashMap<>();
            for (int i = 0; i < known.size(); i++) {
                filled.put(keys.get(i), known.get(i));
            }
            return filled;
        });
    }

    @Override
    public CompletionStage<List<Message>> read(ConversationId conversation, SeqWindow window, int limit) {
        return database.ask(handle -> MessageRows.read(handle, conversation, window, limit))
                .thenCompose(archive::messages);
    }

    @Override
    public CompletionStage<Map<ConversationId, Long>> heads(Collection<ConversationId> conversations) {
        Map<String, ConversationId> asked = new HashMap<>();
        conversations.forEach(each -> asked.put(each.value(), each));
        return database.ask(handle -> {
            Map<ConversationId, Long> heads = new HashMap<>();
            InList.query(handle, HEADS, List.of(), new ArrayList<>(asked.keySet()), (row, context) -> {
                ConversationId id = asked.get(row.getString(1));
                return id == null ? null : heads.put(id, row.getLong(2));
            });
            return heads;
        });
    }

    @Override
    public CompletionStage<Optional<Message>> find(ConversationId conversation, long seq) {
        return database.ask(handle -> MessageRows.find(handle, conversation, seq))
                .thenCompose(found -> archive.messages(found.stream().toList()))
                .thenApply(found -> found.stream().findFirst());
    }
}
