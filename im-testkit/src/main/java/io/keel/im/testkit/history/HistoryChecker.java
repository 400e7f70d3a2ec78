package io.keel.im.testkit.history;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.presence.Session;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Gathers what clients did and were told, and what the store holds, and tells which invariants broke.
 *
 * <p>What can be judged at once (two messages under one seq, a push out of order) is judged when it is told; what needs the end
 * (a message lost, a gap) by {@link #check}. Each message is kept once, in some 50 bytes, and each device adds a bit or two to
 * it: a million messages and hundreds of devices fit in a test's heap.
 *
 * <p>Safe for use by several threads. {@link #check} is to be called when nothing is told any more; it may be called again after
 * more was told.
 */
public final class HistoryChecker {
    private final Findings findings = new Findings();
    private final Sends sends = new Sends();
    private final Map<ConversationId, LogRecord> logs = new ConcurrentHashMap<>();
    private final Map<UserId, InboxRecord> inboxes = new ConcurrentHashMap<>();
    private final Map<UserId, Map<DeviceId, Witness>> witnesses = new ConcurrentHashMap<>();
    private final Map<String, Integer> authors = new ConcurrentHashMap<>();
    private final AtomicInteger lastAuthor = new AtomicInteger();
    private final boolean excerpts;
    private final boolean sharedHistory;

    private HistoryChecker(boolean excerpts, boolean sharedHistory) {
        this.excerpts = excerpts;
        this.sharedHistory = sharedHistory;
    }

    /** Makes a checker that shows the beginnings of texts in its reports; groups hide what was said before a join. */
    public static HistoryChecker create() {
        return new HistoryChecker(true, false);
    }

    /** Makes a checker that keeps fingerprints alone, for histories of millions of messages. */
    public static HistoryChecker compact() {
        return new HistoryChecker(false, false);
    }

    /** Returns an empty checker like this one, for a host whose groups share their history with new members. */
    public HistoryChecker sharingHistory() {
        return new HistoryChecker(excerpts, true);
    }

    /** Returns the witness of a device: the same one for the same device, over all its connections. */
    public Witness witness(UserId user, DeviceId device) {
        return witnesses
                .computeIfAbsent(user, first -> new ConcurrentHashMap<>())
                .computeIfAbsent(device, first -> new Witness(this, user, device, inbox(user)));
    }

    /** The store holds this line. */
    public void stored(Line line) {
        log(line.conversation()).stored(line, author(line.from()));
    }

    /** The store's log of a conversation was read to its end: what was not told by {@link #stored} is not there. */
    public void storeRead(ConversationId conversation) {
        log(conversation).storeRead();
    }

    /** The store's inbox of a user holds this. */
    public void storedInbox(UserId user, Told told) {
        InboxRecord inbox = inbox(user);
        Line line = told.line();
        ConversationId from = told.removedFrom();
        if (line != null) {
            inbox.holds(told.inboxSeq(), log(line.conversation()), line.seq(), "the store");
        } else if (from != null) {
            inbox.removes(told.inboxSeq(), log(from), told.removed(), "the store");
        } else {
            inbox.empty(told.inboxSeq(), "the store");
        }
    }

    /** The store's inbox of a user was read to its end. */
    public void storeInboxEnds(UserId user, long head) {
        inbox(user).storeEnds(head);
    }

    /** The registry holds these sessions of users whose devices are witnesses; judged at once. */
    public void sessionsHeld(Collection<Session> sessions) {
        for (Session session : sessions) {
            Witness witness = witness(session.user(), session.device());
            if (!witness.isNewest(session.connection()) || !witness.isConnected()) {
                String state = witness.isConnected() ? "has been replaced" : "has ended";
                findings.add(Violation.of(
                        Invariant.I6, "a session points at a connection that " + state, session.toString()));
            }
        }
    }

    /** A queue of the system was found at this size; judged at once. */
    public void measured(String queue, long size, long bound) {
        if (size > bound) {
            findings.add(Violation.of(Invariant.I8, queue + " holds " + size + " (bound: " + bound + ")"));
        }
    }

    /** The conversations that anybody was told of. */
    public Collection<ConversationId> conversations() {
        return java.util.List.copyOf(logs.keySet());
    }

    /** The users whose inbox anybody was told of. */
    public Collection<UserId> users() {
        return java.util.List.copyOf(inboxes.keySet());
    }

    /** Judges everything that was told so far. */
    public Report check() {
        Findings all = findings.copy();
        long messages = new Check(this, all).run();
        return all.report(messages);
    }

    Findings findings() {
        return findings;
    }

    Sends sends() {
        return sends;
    }

    boolean sharesHistory() {
        return sharedHistory;
    }

    LogRecord log(ConversationId conversation) {
        return logs.computeIfAbsent(conversation, first -> new LogRecord(first, findings, excerpts));
    }

    Collection<LogRecord> logs() {
        return logs.values();
    }

    InboxRecord inbox(UserId user) {
        return inboxes.computeIfAbsent(user, first -> new InboxRecord(first, findings));
    }

    Map<UserId, InboxRecord> inboxes() {
        return inboxes;
    }

    Collection<Witness> witnesses() {
        return witnesses.values().stream()
                .flatMap(devices -> devices.values().stream())
                .toList();
    }

    /** A small number for a name: four bytes in place of a reference for each message. */
    int author(String user) {
        Integer known = authors.get(user);
        return known != null ? known : authors.computeIfAbsent(user, first -> lastAuthor.incrementAndGet());
    }
}
