package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.spi.UserConversationStore;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Read positions and settings: a row per user and conversation, from the first time that there is something to say. */
final class MysqlUserConversationStore implements UserConversationStore {

    private static final String HEAD = "SELECT head_seq FROM conversations WHERE conversation_id = ?";
    private static final String READ =
            "SELECT read_seq FROM user_conversations WHERE conversation_id = ? AND user_id = ?";

    /** Held until the position is written, so that who leaves in the meantime takes it along. */
    private static final String JOIN =
            "SELECT join_seq FROM group_members WHERE group_id = ? AND user_id = ? LOCK IN SHARE MODE";

    /** Makes the row if need be, and locks it. */
    private static final String SEAT =
            "INSERT INTO user_conversations (conversation_id, user_id, join_seq) VALUES (?, ?, ?)"
                    + " ON DUPLICATE KEY UPDATE join_seq = join_seq";

    private static final String MOVE =
            "UPDATE user_conversations SET read_seq = ? WHERE conversation_id = ? AND user_id = ?";
    private static final String CONFIGURE =
            "UPDATE user_conversations SET muted = COALESCE(?, muted), pinned = COALESCE(?, pinned)"
                    + " WHERE conversation_id = ? AND user_id = ?";

    private final Database database;

    MysqlUserConversationStore(Database database) {
        this.database = database;
    }

    @Override
    public CompletionStage<Moved> advance(UserId user, ConversationId conversation, long seq) {
        return database.ask(handle -> wanted(handle, user, conversation, seq))
                .thenCompose(known -> known.before() == known.after()
                        ? CompletableFuture.completedFuture(known)
                        : database.change(handle -> advance(handle, user, conversation, known.after())));
    }

    @Override
    public CompletionStage<Void> configure(
            UserId user, ConversationId conversation, @Nullable Boolean mute, @Nullable Boolean pinned) {
        return database.change(handle -> {
                    boolean here = (mute != null || pinned != null) && sit(handle, user, conversation);
                    if (here) {
                        handle.execute(CONFIGURE, mute, pinned, conversation.value(), user.value());
                    }
                    return here;
                })
                .thenAccept(done -> {});
    }

    @Override
    public CompletionStage<List<UserConversation>> list(UserId user, Optional<ListCursor> after, int limit) {
        return database.ask(handle -> ConversationLists.page(handle, user, after.orElse(null), limit));
    }

    @Override
    public CompletionStage<Readers> readers(ConversationId conversation, long seq, Optional<UserId> except, int limit) {
        return database.ask(handle -> conversation.kind() == ConversationKind.DIRECT
                ? ReaderCounts.direct(handle, conversation, seq, except.orElse(null), limit)
                : ReaderCounts.group(handle, conversation, seq, except.orElse(null), limit));
    }

    /** Tells where the position is and where it would go: most reads of what is read already end here. */
    private static Moved wanted(Handle handle, UserId user, ConversationId conversation, long seq) {
        long before = handle.select(READ, conversation.value(), user.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
        if (seq <= before) {
            return new Moved(before, before);
        }
        long head = handle.select(HEAD, conversation.value())
                .mapTo(Long.class)
                .findOne()
                .orElse(0L);
        return new Moved(before, Math.max(before, Math.min(seq, head)));
    }

    private static Moved advance(Handle handle, UserId user, ConversationId conversation, long seq)
            throws SQLException {
        if (!sit(handle, user, conversation)) {
            return new Moved(0, 0);
        }
        long before = handle.select(READ, conversation.value(), user.value())
                .mapTo(Long.class)
                .one();
        if (seq <= before) {
            return new Moved(before, before);
        }
        handle.execute(MOVE, seq, conversation.value(), user.value());
        return new Moved(before, seq);
    }

    /** Locks the user's row, made now if need be; tells whether the user is here at all. */
    private static boolean sit(Handle handle, UserId user, ConversationId conversation) {
        long joinSeq = 0;
        if (conversation.group().isPresent()) {
            Optional<Long> join = handle.select(
                            JOIN, conversation.requireGroup().value(), user.value())
                    .mapTo(Long.class)
                    .findOne();
            if (join.isEmpty()) {
                return false;
            }
            joinSeq = join.get();
        } else if (!conversation.isBetween(user)) {
            return false;
        }
        handle.execute(SEAT, conversation.value(), user.value(), joinSeq);
        return true;
    }
}
