package io.keel.im.spi;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.seq.InboxEntry;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;

/**
 * Every user's inbox: what write diffusion wrote to it, and the user's own removals.
 *
 * <p>A reader that sees a position sees every smaller one. All methods may be called from any thread.
 */
public interface InboxStore {

    /**
     * Reads an inbox.
     *
     * @param after the position to read after, 0 for the start
     * @param limit how many entries at most
     * @return ascending, without gaps from {@code after} on
     */
    CompletionStage<List<InboxEntry>> read(UserId user, long after, int limit);

    /** Returns the newest position of each inbox; 0 for an empty one. */
    CompletionStage<Map<UserId, Long>> heads(Collection<UserId> users);

    /**
     * Removes messages for one user alone. Those removed before count for nothing.
     *
     * @param seqs of {@code conversation}, all of them existing
     * @return the newly removed seqs, ascending, and the inbox position of the removal; empty and 0 when there are none
     */
    CompletionStage<Removal> remove(UserId user, ConversationId conversation, Collection<Long> seqs);

    /** Returns which seqs in {@code [from, to]} the user has removed, of any diffusion. */
    CompletionStage<Set<Long>> removed(UserId user, ConversationId conversation, long from, long to);

    /**
     * What a removal did.
     *
     * @param inboxSeq its position in the user's inbox; 0 when nothing was removed
     * @param seqs the newly removed seqs, ascending
     */
    record Removal(long inboxSeq, List<Long> seqs) {}
}
