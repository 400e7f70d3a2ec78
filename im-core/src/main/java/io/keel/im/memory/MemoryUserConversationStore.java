package io.keel.im.memory;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.spi.UserConversationStore;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** What users have of their own, as their conversations hold it. */
final class MemoryUserConversationStore implements UserConversationStore {

    private static final Comparator<ListCursor> NEWEST_FIRST =
            Comparator.comparingLong(ListCursor::messageId).reversed().thenComparing(ListCursor::conversation);

    private final MemoryTables tables;

    MemoryUserConversationStore(MemoryTables tables) {
        this.tables = tables;
    }

    @Override
    public CompletionStage<Moved> advance(UserId user, ConversationId conversation, long seq) {
        MemoryConversation found = tables.findConversation(conversation);
        return CompletableFuture.completedFuture(found == null ? new Moved(0, 0) : found.advance(user, seq));
    }

    @Override
    public CompletionStage<Void> configure(
            UserId user, ConversationId conversation, @Nullable Boolean mute, @Nullable Boolean pinned) {
        // A direct conversation is there before its first message; a group is not.
        MemoryConversation found = conversation.kind() == ConversationKind.DIRECT
                ? tables.conversation(conversation)
                : tables.findConversation(conversation);
        if (found != null) {
            found.configure(user, mute, pinned);
        }
        return CompletableFuture.completedFuture(null);
    }

    @Override
    public CompletionStage<List<UserConversation>> list(UserId user, Optional<ListCursor> after, int limit) {
        List<UserConversation> page = new ArrayList<>();
        for (MemoryConversation conversation : tables.conversationsOf(user)) {
            UserConversation view = conversation.view(user);
            if (view != null && (after.isEmpty() || NEWEST_FIRST.compare(after.get(), cursor(view)) < 0)) {
                page.add(view);
            }
        }
        page.sort(Comparator.comparing(MemoryUserConversationStore::cursor, NEWEST_FIRST));
        return CompletableFuture.completedFuture(List.copyOf(page.subList(0, Math.min(limit, page.size()))));
    }

    @Override
    public CompletionStage<Readers> readers(ConversationId conversation, long seq, Optional<UserId> except, int limit) {
        MemoryConversation found = tables.findConversation(conversation);
        return CompletableFuture.completedFuture(
                found == null ? new Readers(0, 0, List.of()) : found.readers(seq, except.orElse(null), limit));
    }

    private static ListCursor cursor(UserConversation view) {
        return new ListCursor(view.headMessageId(), view.conversation());
    }
}
