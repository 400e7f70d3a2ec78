package io.keel.im.testkit.history;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One device of one user, over all its connections: tells the checker what it submits and what it is told. Safe for use by
 * several threads; calls must come in the order in which things came over the device's connection.
 */
public final class Witness {
    private final HistoryChecker checker;
    private final UserId user;
    private final DeviceId device;
    private final InboxRecord inbox;
    private final Map<LogRecord, Seen> seen = new HashMap<>();
    private final Bits positions = new Bits();
    private boolean caughtUp;
    private @Nullable String connection;
    private @Nullable String newest;

    Witness(HistoryChecker checker, UserId user, DeviceId device, InboxRecord inbox) {
        this.checker = checker;
        this.user = user;
        this.device = device;
        this.inbox = inbox;
    }

    /** What a device has seen of one log. */
    private static final class Seen {
        private final Bits seqs = new Bits();
        private long lastPushed;
    }

    /** The device has been welcomed, under this connection's id. */
    public synchronized void connected(String connectionId) {
        connection = connectionId;
        newest = connectionId;
        seen.values().forEach(each -> each.lastPushed = 0);
        caughtUp = false;
    }

    /** The device's connection has ended, whoever ended it. */
    public synchronized void disconnected() {
        connection = null;
    }

    /**
     * The device is about to send a message; once for each try.
     *
     * @param content the {@link Fingerprint} of what it says; {@link Fingerprint#UNKNOWN} where the host rewrites messages
     */
    public void submitted(ClientMsgId clientMsgId, long content) {
        checker.sends().submitted(key(clientMsgId), content);
    }

    /** The device was answered {@code sent}; the position in its inbox is 0 under read diffusion. */
    public synchronized void acknowledged(
            ClientMsgId clientMsgId, ConversationId conversation, long seq, long messageId, long inboxSeq) {
        long key = key(clientMsgId);
        LogRecord log = checker.log(conversation);
        log.answered(seq, messageId, key, checker.author(user.value()), name(), clientMsgId.value());
        Sends.Answered answered = checker.sends().answered(key, seq, messageId);
        if (answered == Sends.Answered.OTHERWISE || answered == Sends.Answered.NEVER_SUBMITTED) {
            String what =
                    answered == Sends.Answered.OTHERWISE ? "answered in two ways" : "answered, but never submitted";
            checker.findings()
                    .add(Violation.of(Invariant.I2, name() + ": " + clientMsgId + " was " + what, log.describe(seq)));
        }
        see(log).seqs.add(Math.max(0, Math.min(seq, LogRecord.MAX_SEQ)));
        if (inboxSeq > 0) {
            inbox.holds(inboxSeq, log, seq, name());
            positions.add(Math.min(inboxSeq, LogRecord.MAX_SEQ));
        }
    }

    /** The device was pushed a message; the position in its inbox is 0 when it stands in none. */
    public synchronized void pushed(Line line, long inboxSeq) {
        Seen log = told(line);
        if (log == null) {
            return;
        }
        boolean isNew = log.seqs.add(line.seq());
        if (line.seq() > log.lastPushed) {
            log.lastPushed = line.seq();
        } else if (isNew) {
            checker.findings()
                    .add(Violation.of(
                            Invariant.PUSH_ORDER,
                            name() + " was pushed #" + line.seq() + " after #" + log.lastPushed,
                            checker.log(line.conversation()).describe(log.lastPushed),
                            checker.log(line.conversation()).describe(line.seq())));
        }
        if (inboxSeq > 0) {
            inbox.holds(inboxSeq, checker.log(line.conversation()), line.seq(), name());
            positions.add(Math.min(inboxSeq, LogRecord.MAX_SEQ));
        }
    }

    /** The device was pushed a removal, or a page of its inbox told one. */
    public synchronized void removed(ConversationId conversation, List<Long> seqs, long inboxSeq) {
        inbox.removes(inboxSeq, checker.log(conversation), seqs, name());
        if (inboxSeq > 0) {
            positions.add(Math.min(inboxSeq, LogRecord.MAX_SEQ));
        }
    }

    /** The device got a page of its inbox, asked for after a position. */
    public synchronized void synced(long after, List<Told> page) {
        long next = after + 1;
        for (Told told : page) {
            if (told.inboxSeq() != next) {
                checker.findings()
                        .add(Violation.of(
                                Invariant.I4,
                                name() + " was told position " + told.inboxSeq() + " where " + next + " was due",
                                inbox.describe(told.inboxSeq())));
            }
            next = told.inboxSeq() + 1;
            take(told);
        }
    }

    /** The device got a page of a log. */
    public synchronized void read(ConversationId conversation, List<Line> page) {
        long last = 0;
        for (Line line : page) {
            if (line.seq() <= last || !line.conversation().equals(conversation)) {
                checker.findings()
                        .add(Violation.of(
                                Invariant.I3,
                                name() + " read a page of " + conversation + " that does not ascend",
                                checker.log(line.conversation()).describe(line.seq())));
            }
            last = line.seq();
            Seen log = told(line);
            if (log != null) {
                log.seqs.add(line.seq());
            }
        }
    }

    /**
     * The device has read its inbox to the end and pulled the heads: it should hold everything now. To be said when nothing is
     * under way any more; connecting again takes it back.
     */
    public synchronized void caughtUp() {
        caughtUp = true;
    }

    /** Who it is: user and device. */
    public String name() {
        return user + "." + device;
    }

    UserId user() {
        return user;
    }

    DeviceId device() {
        return device;
    }

    InboxRecord inbox() {
        return inbox;
    }

    synchronized boolean isCaughtUp() {
        return caughtUp;
    }

    synchronized boolean has(LogRecord log, long seq) {
        Seen each = seen.get(log);
        return each != null && each.seqs.has(seq);
    }

    synchronized boolean hasPosition(long position) {
        return positions.has(position);
    }

    synchronized Map<LogRecord, Long> newestSeen() {
        Map<LogRecord, Long> newestSeqs = new HashMap<>();
        seen.forEach((log, each) -> newestSeqs.put(log, each.seqs.max()));
        return newestSeqs;
    }

    /** Whether a connection is the one that was welcomed last; {@code welcome} writes its id in base 36. */
    synchronized boolean isNewest(long connectionId) {
        return Long.toString(connectionId, Character.MAX_RADIX).equals(newest);
    }

    synchronized boolean isConnected() {
        return connection != null;
    }

    private void take(Told told) {
        Line line = told.line();
        ConversationId from = told.removedFrom();
        positions.add(Math.max(0, Math.min(told.inboxSeq(), LogRecord.MAX_SEQ)));
        if (line != null) {
            Seen log = told(line);
            if (log != null) {
                log.seqs.add(line.seq());
                inbox.holds(told.inboxSeq(), checker.log(line.conversation()), line.seq(), name());
            }
        } else if (from != null) {
            inbox.removes(told.inboxSeq(), checker.log(from), told.removed(), name());
        } else {
            inbox.empty(told.inboxSeq(), name());
        }
    }

    private @Nullable Seen told(Line line) {
        LogRecord log = checker.log(line.conversation());
        log.told(line, checker.author(line.from()), name());
        return line.seq() < 1 || line.seq() > LogRecord.MAX_SEQ ? null : see(log);
    }

    private Seen see(LogRecord log) {
        return seen.computeIfAbsent(log, first -> new Seen());
    }

    private long key(ClientMsgId clientMsgId) {
        return Fingerprint.key(user.value(), device.value(), clientMsgId.value());
    }
}
