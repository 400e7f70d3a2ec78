package io.keel.im.testkit.planted;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.InboxStore;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/** Inboxes that are right; a bug overrides what it gets wrong. */
class ForwardingInboxes implements InboxStore {
    final InboxStore right;

    ForwardingInboxes(InboxStore right) {
        this.right = right;
    }

    @Override
    public CompletionStage<List<InboxEntry>> read(UserId user, long after, int limit) {
        return right.read(user, after, limit);
    }

    @Override
    public CompletionStage<Map<UserId, Long>> heads(Collection<UserId> users) {
        return right.heads(users);
    }

    @Override
    public CompletionStage<Removal> remove(UserId user, ConversationId conversation, Collection<Long> seqs) {
        return right.remove(user, conversation, seqs);
    }

    @Override
    public CompletionStage<Set<Long>> removed(UserId user, ConversationId conversation, long from, long to) {
        return right.removed(user, conversation, from, to);
    }
}
