package io.keel.im.store.mysql;

import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Message;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.Effect;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Stores a batch within a transaction: the one writer of whatever takes a seq. The number of round trips hardly grows with the
 * batch.
 *
 * <p>Why it is right: the rows of all its conversations are locked first, so that heads and membership versions stand still until
 * the commit, and with them all that is judged by them. Inboxes are locked in order of their users before any place is given, and
 * stay locked until the commit: so places become visible in order.
 *
 * <p>Whether an entry was stored before is decided by the unique keys. Nearly none was, so nothing is looked up beforehand: one
 * that comes again meets its key, and the batch runs again, looking up. Only what would be refused is looked up at once, since it
 * would meet no key.
 */
final class AppendTransaction {

    private final Handle handle;
    private final List<Append> batch;
    private final Map<ConversationId, LockedConversation> conversations;
    private final FirstAnswers firsts = new FirstAnswers();
    private final Recalls recalls;
    private final Seats seats;
    private final GroupChanges groups = new GroupChanges();
    private final List<PlannedEntry> planned = new ArrayList<>();
    private boolean lookedUp;

    private AppendTransaction(Handle handle, List<Append> batch, SeqRanges seqs, boolean looksUp) throws SQLException {
        this.handle = handle;
        this.batch = batch;
        SortedSet<ConversationId> ids = new TreeSet<>();
        for (Append append : batch) {
            ids.add(append.draft().conversation());
        }
        this.conversations = ConversationRows.lock(handle, ids);
        seqs.begin(conversations.values());
        this.recalls = Recalls.find(handle, batch);
        this.seats = Seats.find(handle, batch);
        if (looksUp) {
            lookUp();
        }
    }

    /**
     * Stores a batch; returns what became of each entry if the transaction commits.
     *
     * @param seqs those that the entries take
     * @param looksUp whether to look for what was stored before, instead of meeting it by a duplicate key
     */
    static List<AppendResult> run(Handle handle, List<Append> batch, SeqRanges seqs, boolean looksUp)
            throws SQLException {
        return new AppendTransaction(handle, batch, seqs, looksUp).run();
    }

    private List<AppendResult> run() throws SQLException {
        List<Supplier<? extends AppendResult>> outcomes = new ArrayList<>(batch.size());
        for (Append append : batch) {
            outcomes.add(plan(append));
        }
        if (!planned.isEmpty()) {
            save();
        }
        List<AppendResult> results = new ArrayList<>(outcomes.size());
        for (Supplier<? extends AppendResult> outcome : outcomes) {
            results.add(outcome.get());
        }
        return results;
    }

    private Supplier<? extends AppendResult> plan(Append append) {
        Message draft = append.draft();
        FirstAnswer first = firsts.to(draft);
        if (first != null) {
            return again(draft, first);
        }
        LockedConversation conversation = conversations.get(draft.conversation());
        if (conversation == null) {
            throw new IllegalStateException(draft.conversation() + " is not locked");
        }
        AppendResult refusal = refusal(append, conversation);
        if (refusal != null) {
            lookUp();
            first = firsts.to(draft);
            return first == null ? () -> refusal : again(draft, first);
        }
        boolean said = Seats.isSaid(append.effect());
        boolean opens = conversation.headSeq() == 0;
        long seq = conversation.add(draft.messageId(), said);
        PlannedEntry entry = new PlannedEntry(append, seq, conversation.headCount());
        planned.add(entry);
        firsts.remember(entry);
        recalls.stored(entry.message());
        takeEffect(append.effect(), conversation, seq);
        if (opens && conversation.isDirect()) {
            seats.open(conversation.id());
        }
        if (said) {
            draft.from().ifPresent(sender -> seats.said(conversation, sender, seq));
        }
        return entry::stored;
    }

    private Supplier<AppendResult> again(Message draft, FirstAnswer first) {
        return () -> first.to(draft.messageId(), recalls.now(first.message()));
    }

    private void lookUp() {
        if (!lookedUp) {
            lookedUp = true;
            firsts.find(handle, batch);
        }
    }

    /** Tells why an entry that is new is not stored; null if it is. */
    private @Nullable AppendResult refusal(Append append, LockedConversation conversation) {
        boolean creates = append.effect() instanceof Effect.Changes;
        boolean absent = !conversation.isDirect() && conversation.version() == 0;
        if (append.membershipVersion() != conversation.version() || (absent && !creates)) {
            return AppendResult.Stale.STALE;
        }
        if (append.effect() instanceof Effect.Recalls recall && !recalls.recall(conversation.id(), recall.seq())) {
            return AppendResult.Unchanged.UNCHANGED;
        }
        return null;
    }

    private void takeEffect(Effect effect, LockedConversation conversation, long seq) {
        if (effect instanceof Effect.Changes changes) {
            groups.change(conversation.id(), changes, seq);
            seats.change(conversation.id(), changes, seq);
            conversation.become(changes.after().version());
        } else if (effect instanceof Effect.SaidAndTurned turned) {
            groups.turn(conversation.id(), turned.after());
            conversation.become(turned.after().version());
        }
    }

    private void save() throws SQLException {
        TreeMap<String, InboxRows.Places> inboxes = InboxRows.allot(handle, planned);
        MessageColumns.INSERT.run(handle.getConnection(), planned);
        InboxRows.insert(handle, inboxes);
        recalls.save(handle);
        ConversationRows.save(handle, conversations.values());
        groups.save(handle);
        seats.save(handle);
    }
}
