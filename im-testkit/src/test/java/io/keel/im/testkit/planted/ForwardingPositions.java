package io.keel.im.testkit.planted;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.spi.UserConversationStore;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Positions and settings that are right; a bug overrides what it gets wrong. */
class ForwardingPositions implements UserConversationStore {
    final UserConversationStore right;

    ForwardingPositions(UserConversationStore right) {
        this.right = right;
    }

    @Override
    public CompletionStage<Moved> advance(UserId user, ConversationId conversation, long seq) {
        return right.advance(user, conversation, seq);
    }

    @Override
    public CompletionStage<Void> configure(
            UserId user, ConversationId conversation, @Nullable Boolean mute, @Nullable Boolean pinned) {
        return right.configure(user, conversation, mute, pinned);
    }

    @Override
    public CompletionStage<List<UserConversation>> list(UserId user, Optional<ListCursor> after, int limit) {
        return right.list(user, after, limit);
    }

    @Override
    public CompletionStage<Readers> readers(ConversationId conversation, long seq, Optional<UserId> except, int limit) {
        return right.readers(conversation, seq, except, limit);
    }
}
