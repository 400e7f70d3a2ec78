package io.keel.im.testkit.history;

import io.keel.im.UserId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What is known of one user's inbox, over all its devices and the store. Safe for use by several threads. */
final class InboxRecord {
    private static final long REMOVAL = -1;

    private final UserId user;
    private final Findings findings;
    private final Bits known = new Bits();
    private final Map<LogRecord, Bits> messages = new HashMap<>();
    private final Map<LogRecord, Set<Long>> removed = new HashMap<>();
    private @Nullable LogRecord[] logs = {};
    private long[] seqs = {};
    private long storeHead = -1;

    InboxRecord(UserId user, Findings findings) {
        this.user = user;
        this.findings = findings;
    }

    synchronized void holds(long position, LogRecord log, long seq, String teller) {
        if (!reserve(position, teller)) {
            return;
        }
        int at = (int) position;
        LogRecord before = logs[at];
        if (before == null && seqs[at] == 0) {
            logs[at] = log;
            seqs[at] = seq;
            log.inAnInbox(seq);
            if (!messages.computeIfAbsent(log, first -> new Bits()).add(seq)) {
                findings.add(Violation.of(
                        Invariant.I4,
                        "inbox of " + user + " holds one message twice, the second time at " + position,
                        log.describe(seq)));
            }
        } else if (before != log || seqs[at] != seq) {
            findings.add(Violation.of(
                    Invariant.I4,
                    "position " + position + " of the inbox of " + user + " is two things",
                    before == null ? "a removal" : before.describe(seqs[at]),
                    teller + ": " + log.describe(seq)));
        }
    }

    synchronized void removes(long position, LogRecord log, Iterable<Long> gone, String teller) {
        if (position > 0) {
            if (!reserve(position, teller)) {
                return;
            }
            int at = (int) position;
            LogRecord before = logs[at];
            if (before != null) {
                findings.add(Violation.of(
                        Invariant.I4,
                        "position " + position + " of the inbox of " + user + " is two things",
                        before.describe(seqs[at]),
                        teller + ": a removal"));
                return;
            }
            seqs[at] = REMOVAL;
        }
        gone.forEach(removed.computeIfAbsent(log, first -> new HashSet<>())::add);
    }

    /** Something stood there that its user has removed. */
    synchronized void empty(long position, String teller) {
        reserve(position, teller);
    }

    /** The store's inbox ends here. */
    synchronized void storeEnds(long head) {
        storeHead = head;
    }

    synchronized boolean wasStoreRead() {
        return storeHead >= 0;
    }

    /** The newest position that anybody knows of. */
    synchronized long head() {
        return Math.max(storeHead, known.max());
    }

    synchronized boolean isKnown(long position) {
        return known.has(position);
    }

    /** What stands at a position, for reports. */
    synchronized String describe(long position) {
        LogRecord log = position < logs.length ? logs[(int) position] : null;
        return log == null ? "position " + position + ": no message" : log.describe(seqs[(int) position]);
    }

    synchronized boolean holds(LogRecord log, long seq) {
        Bits bits = messages.get(log);
        return bits != null && bits.has(seq);
    }

    synchronized boolean hasRemoved(LogRecord log, long seq) {
        return removed.getOrDefault(log, Set.of()).contains(seq);
    }

    private boolean reserve(long position, String teller) {
        if (position < 1 || position > LogRecord.MAX_SEQ) {
            findings.add(
                    Violation.of(Invariant.I4, teller + " was told position " + position + " of the inbox of " + user));
            return false;
        }
        known.add(position);
        if (position >= seqs.length) {
            int length = (int) Math.max(position + 1, seqs.length * 3L / 2 + 16);
            logs = Arrays.copyOf(logs, length);
            seqs = Arrays.copyOf(seqs, length);
        }
        return true;
    }
}
