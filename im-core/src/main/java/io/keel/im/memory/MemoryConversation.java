package io.keel.im.memory;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.conversation.Message;
import io.keel.im.group.Group;
import io.keel.im.group.Member;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Append;
import io.keel.im.spi.AppendResult;
import io.keel.im.spi.AppendResult.Redelivered;
import io.keel.im.spi.Effect;
import io.keel.im.spi.MembershipStore.Membership;
import io.keel.im.spi.UserConversationStore.Moved;
import io.keel.im.spi.UserConversationStore.Readers;
import io.keel.im.spi.UserConversationStore.UserConversation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One conversation: its log, and who is in it. Its own lock; see {@link MemoryTables}. */
final class MemoryConversation {

    private final ConversationId id;
    private final int number;
    private final MemoryTables tables;
    private final MemoryLog log = new MemoryLog();

    /** First answers by command id, of entries that bear no {@code clientMsgId}: the others are found by that. */
    private final Map<Long, FirstAnswer> commands = new HashMap<>(2);

    /** The lists of inboxes that entries of a group were written to, in order: one for many entries. */
    private final List<List<UserId>> audiences = new ArrayList<>(1);

    /** The two sides of a direct conversation; null in groups. */
    private final @Nullable DirectSeats sides;

    /** Null in direct conversations, and until the group is made. */
    private @Nullable MemoryGroup group;

    MemoryConversation(ConversationId id, int number, MemoryTables tables) {
        this.id = id;
        this.number = number;
        this.tables = tables;
        this.sides = id.kind() == ConversationKind.DIRECT ? DirectSeats.of(id, tables) : null;
    }

    ConversationId id() {
        return id;
    }

    /** Stands for it where there is one per message. */
    int number() {
        return number;
    }

    /** Appends the entries of {@code batch} in {@code [from, to)}, all of this conversation, and adds what became of each. */
    synchronized void append(List<Append> batch, int from, int to, List<AppendResult> results) {
        for (int i = from; i < to; i++) {
            results.add(append(batch.get(i)));
        }
    }

    private AppendResult append(Append entry) {
        Message draft = entry.draft();
        UserId from = draft.fromOrNull();
        DeviceId device = draft.deviceOrNull();
        ClientMsgId name = draft.clientMsgIdOrNull();
        MemoryUser sender = from == null ? null : user(from);
        return sender != null && device != null && name != null
                ? appendSend(entry, sender, device, name)
                : appendCommand(entry, sender);
    }

    private AppendResult appendSend(Append entry, MemoryUser sender, DeviceId device, ClientMsgId name) {
        Message draft = entry.draft();
        AppendResult refusal = refusal(entry);
        MemoryUser[] inboxes = users(entry.inboxes());
        @Nullable Message message = null;
        @Nullable FirstAnswer first;
        int own = 0;
        // All at once, or the same send to two conversations at the same time would be stored in both.
        synchronized (sender) {
            Sends sends = sender.sends(device);
            first = sends.find(name);
            if (first == null && refusal == null) {
                message = draft.at(log.head() + 1);
                own = contains(inboxes, sender) ? sender.write(this, log.head() + 1) : 0;
                sends.remember(name, FirstAnswer.of(message, entry.digest(), own, audience(entry.inboxes())));
            }
        }
        if (message != null) {
            return store(message, entry.effect(), sender, write(inboxes, sender, own));
        } else if (first != null) {
            return first.messageId() == draft.messageId() ? redelivered(first) : first.again();
        }
        return Objects.requireNonNull(refusal);
    }

    private AppendResult appendCommand(Append entry, @Nullable MemoryUser sender) {
        Message draft = entry.draft();
        FirstAnswer first = commands.get(draft.messageId());
        if (first != null) {
            return redelivered(first);
        }
        AppendResult refusal = refusal(entry);
        if (refusal != null) {
            return refusal;
        }
        MemoryUser[] inboxes = users(entry.inboxes());
        int own = sender != null && contains(inboxes, sender) ? sender.write(this, log.head() + 1) : 0;
        Message message = draft.at(log.head() + 1);
        commands.put(draft.messageId(), FirstAnswer.of(message, entry.digest(), own, audience(entry.inboxes())));
        return store(message, entry.effect(), sender, write(inboxes, sender, own));
    }

    /** Tells why an entry that is new is not stored; null if it is. */
    private @Nullable AppendResult refusal(Append entry) {
        boolean creates = entry.effect() instanceof Effect.Changes;
        if (entry.membershipVersion() != version() || (sides == null && group == null && !creates)) {
            return AppendResult.Stale.STALE;
        }
        if (entry.effect() instanceof Effect.Recalls recalls) {
            Message recalled = find(recalls.seq());
            if (recalled == null || recalled.recalled() || recalled.isEvent()) {
                return AppendResult.Unchanged.UNCHANGED;
            }
        }
        return null;
    }

    /** Writes the next entry to inboxes, save for the sender's, where it is; returns the positions. */
    private long[] write(MemoryUser[] inboxes, @Nullable MemoryUser sender, int own) {
        long[] inboxSeqs = new long[inboxes.length];
        int seq = log.head() + 1;
        for (int i = 0; i < inboxes.length; i++) {
            inboxSeqs[i] = inboxes[i] == sender ? own : inboxes[i].write(this, seq);
        }
        return inboxSeqs;
    }

    private AppendResult store(Message message, Effect effect, @Nullable MemoryUser sender, long[] inboxSeqs) {
        int seq = (int) message.seq();
        boolean said = effect instanceof Effect.Said || effect instanceof Effect.SaidAndTurned;
        log.add(message, said);
        if (sides != null && seq == 1) {
            sides.low().user().entered(this);
            sides.high().user().entered(this);
        }
        if (effect instanceof Effect.Recalls recalls) {
            log.replace(log.get((int) recalls.seq()).blank());
        } else if (effect instanceof Effect.Changes changes) {
            if (group == null) {
                group = new MemoryGroup(changes.after());
            }
            group.change(changes, seq, this, tables);
        } else if (effect instanceof Effect.SaidAndTurned turned && group != null) {
            group.become(turned.after(), seq);
        }
        Seat seat = said && sender != null ? seat(sender.id()) : null;
        if (seat != null) {
            advance(seat, seq);
        }
        return new AppendResult.Stored(message, inboxSeqs);
    }

    /** Returns all that a command was told first; null if it was never stored. Not for sends. */
    synchronized @Nullable Redelivered redelivered(long command) {
        FirstAnswer first = commands.get(command);
        return first == null ? null : redelivered(first);
    }

    /** Returns all that an entry of this conversation was told first. */
    synchronized Redelivered redelivered(FirstAnswer first) {
        MemoryUser[] users = sides != null ? sides.users() : users(audiences.get(first.audience()));
        Group left = group == null ? null : group.leftBy(first.seq());
        return first.redelivered(log.get(first.seq()), this, users, left);
    }

    /** Returns the number of a list of inboxes; of a direct conversation it is not worth keeping. */
    private int audience(List<UserId> inboxes) {
        if (sides != null) {
            return 0;
        }
        int newest = audiences.size() - 1;
        if (newest < 0 || !audiences.get(newest).equals(inboxes)) {
            audiences.add(List.copyOf(inboxes));
        }
        return audiences.size() - 1;
    }

    synchronized List<Message> read(SeqWindow window, int limit) {
        return log.read(window, limit);
    }

    /** Returns the entry at {@code seq}; null when there is none. */
    synchronized @Nullable Message find(long seq) {
        return log.has(seq) ? log.get((int) seq) : null;
    }

    synchronized int head() {
        return log.head();
    }

    /** Returns the group with the members asked for; null if this is no group, or none yet. */
    synchronized @Nullable GroupRoster roster(Set<UserId> asked) {
        return group == null ? null : group.roster(asked);
    }

    synchronized List<Member> members(String after, int limit) {
        return group == null ? List.of() : group.seats().page(after, limit);
    }

    /** Returns the user's place in this group; null if it has none. */
    synchronized @Nullable Membership membership(UserId user) {
        Seat seat = group == null ? null : group.seats().find(user);
        return group == null || seat == null ? null : new Membership(group.state(), seat.member());
    }

    /**
     * Adds to {@code found} those of {@code others} who share this group with the user by write diffusion. A disbanded group is
     * shared by nobody: what once was tells no stranger who is online.
     */
    synchronized void sharing(UserId user, Collection<UserId> others, Set<UserId> found) {
        if (group == null || !group.writeDiffused() || group.state().disbanded() || !group.has(user)) {
            return;
        }
        for (UserId other : others) {
            if (group.has(other)) {
                found.add(other);
            }
        }
    }

    /** Moves the user's read position forward; one who is not here has none. */
    synchronized Moved advance(UserId user, long seq) {
        Seat seat = seat(user);
        if (seat == null) {
            return new Moved(0, 0);
        }
        int before = seat.readSeq();
        advance(seat, (int) Math.min(seq, log.head()));
        return new Moved(before, seat.readSeq());
    }

    /** Changes the user's settings; one who is not here has none. */
    synchronized void configure(UserId user, @Nullable Boolean mute, @Nullable Boolean pinned) {
        Seat seat = seat(user);
        if (seat != null) {
            seat.configure(mute, pinned);
        }
    }

    synchronized Readers readers(long seq, @Nullable UserId except, int limit) {
        if (sides != null) {
            return sides.readers(seq, except, limit);
        }
        return group == null ? new Readers(0, 0, List.of()) : group.seats().readers(seq, except, limit);
    }

    /** Returns this conversation as the user has it; null if it is not here, or nothing is. */
    synchronized @Nullable UserConversation view(UserId user) {
        Seat seat = seat(user);
        int head = log.head();
        if (seat == null || head == 0) {
            return null;
        }
        int unreadAfter = Math.max(seat.readSeq(), seat.joinSeq());
        return new UserConversation(
                id,
                group == null ? "" : group.state().name(),
                head,
                log.get(head).messageId(),
                seat.visibleFrom(),
                seat.readSeq(),
                sides == null ? 0 : sides.peerOf(seat).readSeq(),
                log.countUpTo(head) - log.countUpTo(unreadAfter),
                seat.mute(),
                seat.pinned());
    }

    private void advance(Seat seat, int seq) {
        if (seq <= seat.readSeq()) {
            return;
        }
        if (group != null) {
            group.seats().advance(seat, seq);
        } else {
            seat.readSeq(seq);
        }
    }

    private @Nullable Seat seat(UserId user) {
        if (sides != null) {
            return sides.find(user);
        }
        return group == null ? null : group.seats().find(user);
    }

    private long version() {
        return group == null ? 0 : group.state().version();
    }

    private MemoryUser user(UserId user) {
        Seat seat = seat(user);
        return seat != null ? seat.user() : tables.user(user);
    }

    private MemoryUser[] users(List<UserId> inboxes) {
        MemoryUser[] known = group == null ? null : group.usersOf(inboxes);
        if (known != null) {
            return known;
        }
        MemoryUser[] users = new MemoryUser[inboxes.size()];
        for (int i = 0; i < users.length; i++) {
            users[i] = user(inboxes.get(i));
        }
        return users;
    }

    private static boolean contains(MemoryUser[] users, MemoryUser user) {
        for (MemoryUser each : users) {
            if (each == user) {
                return true;
            }
        }
        return false;
    }
}
