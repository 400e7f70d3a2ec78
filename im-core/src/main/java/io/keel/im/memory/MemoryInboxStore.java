package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.InboxStore;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The inboxes. Messages are looked up when they are read, so that they are as they stand now. */
final class MemoryInboxStore implements InboxStore {

    private final MemoryTables tables;

    MemoryInboxStore(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public CompletionStage<List<InboxEntry>> read(UserId user, long after, int limit) {
        MemoryUser found = tables.findUser(user);
        if (found == null) {
            return CompletableFuture.completedFuture(List.of());
        }
        List<InboxPlace> places = found.readInbox(after, limit);
        List<InboxEntry> entries = new ArrayList<>(places.size());
        long inboxSeq = Math.max(after, 0);
        for (InboxPlace place : places) {
            entries.add(entry(++inboxSeq, place));
        }
        return CompletableFuture.completedFuture(entries);
    }

    @Override
    public CompletionStage<Map<UserId, Long>> heads(Collection<UserId> users) {
        Map<UserId, Long> heads = new HashMap<>();
        for (UserId user : users) {
            MemoryUser found = tables.findUser(user);
            heads.put(user, found == null ? 0L : found.inboxHead());
        }
        return CompletableFuture.completedFuture(heads);
    }

    @Override
    public CompletionStage<Removal> remove(UserId user, ConversationId conversation, Collection<Long> seqs) {
        return CompletableFuture.completedFuture(tables.user(user).remove(conversation, seqs));
    }

    @Override
    public CompletionStage<Set<Long>> removed(UserId user, ConversationId conversation, long from, long to) {
        MemoryUser found = tables.findUser(user);
        return CompletableFuture.completedFuture(found == null ? Set.of() : found.removed(conversation, from, to));
    }

    private static InboxEntry entry(long inboxSeq, InboxPlace place) {
        if (place instanceof InboxPlace.Removed removal) {
            return new InboxEntry.Removal(inboxSeq, removal.conversation(), removal.seqs());
        }
        // Its writer may not be done: then this waits for it, so that the message is there.
        Message message = place instanceof InboxPlace.At at ? at.conversation().find(at.seq()) : null;
        return message == null ? new InboxEntry.Empty(inboxSeq) : new InboxEntry.Holds(inboxSeq, message);
    }
}
