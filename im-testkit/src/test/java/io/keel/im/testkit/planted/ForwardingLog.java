package io.keel.im.testkit.planted;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.CommandKey;
import io.keel.im.spi.ConversationStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** A log that is right; a bug overrides what it gets wrong. */
class ForwardingLog implements ConversationStore {
    final ConversationStore right;

    ForwardingLog(ConversationStore right) {
        this.right = right;
    }

    @Override
    public CompletionStage<List<AppendResult>> append(List<Append> batch) {
        return right.append(batch);
    }

    @Override
    public CompletionStage<Map<CommandKey, AppendResult.Known>> repeats(Collection<CommandKey> keys) {
        return right.repeats(keys);
    }

    @Override
    public CompletionStage<List<Message>> read(ConversationId conversation, SeqWindow window, int limit) {
        return right.read(conversation, window, limit);
    }

    @Override
    public CompletionStage<Map<ConversationId, Long>> heads(Collection<ConversationId> conversations) {
        return right.heads(conversations);
    }

    @Override
    public CompletionStage<Optional<Message>> find(ConversationId conversation, long seq) {
        return right.find(conversation, seq);
    }
}
