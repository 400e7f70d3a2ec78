package io.keel.im.spi;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.seq.SeqWindow;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * The log of every conversation, and the one writer of whatever takes a seq.
 *
 * <p><b>Atomicity.</b> A batch is stored as one: when the stage completes normally every {@link AppendResult.Stored} of
 * it is durable, with its inbox rows, positions and effects; when it fails, nothing of it is visible, except that a
 * failure with {@code UNAVAILABLE} or {@code INTERNAL} leaves open whether it was stored. Running it again is safe.
 *
 * <p><b>Order.</b> Entries of one conversation get seqs 1, 2, 3 … in the order of the batch, without gaps; entries of
 * one inbox likewise. A reader that sees a position sees every smaller one.
 *
 * <p><b>Idempotency.</b> An entry whose command id is stored already stores nothing and is {@link
 * AppendResult.Redelivered}; one whose {@link SendKey} is stored under another id is {@link AppendResult.Repeated}.
 * Both hold within the batch too, and are told before staleness is. So beside what a command stored stand its id, its
 * digest and, if it changed a group, the group as it left it.
 *
 * <p><b>Threads.</b> All methods may be called from any thread at any time.
 */
public interface ConversationStore {

    /**
     * Appends a batch.
     *
     * @param batch in order; several entries may belong to one conversation
     * @return what became of each, in the order of the batch
     */
    CompletionStage<List<AppendResult>> append(List<Append> batch);

    /**
     * Finds what {@link #append} would say of commands that are stored already. Asked about those that would be
     * refused: what was stored when it was allowed is still answered as it was then.
     *
     * @return what is known; a command that was never stored, nor its {@link SendKey}, is absent
     */
    CompletionStage<Map<CommandKey, AppendResult.Known>> repeats(Collection<CommandKey> keys);

    /**
     * Reads part of a log, as it stands now.
     *
     * @param limit how many messages at most
     * @return ascending by seq; empty for a conversation without messages
     */
    CompletionStage<List<Message>> read(ConversationId conversation, SeqWindow window, int limit);

    /** Returns the newest seq of each conversation; what has no messages is absent. */
    CompletionStage<Map<ConversationId, Long>> heads(Collection<ConversationId> conversations);

    /** Reads one message; empty when there is no such seq. */
    CompletionStage<Optional<Message>> find(ConversationId conversation, long seq);
}
