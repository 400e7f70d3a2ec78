package io.keel.im.testkit.history;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Event;
import java.util.Arrays;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one log: the first to tell of a seq makes the record, and whoever tells of it later is compared with it. So
 * each message is kept once, however many were told of it. Safe for use by several threads.
 */
final class LogRecord {
    /** A seq past this is not believed: it would only exhaust the memory. */
    static final long MAX_SEQ = 1L << 26;

    private static final byte TOLD = 1;
    private static final byte STORED = 2;
    private static final byte ANSWERED = 4;
    private static final byte SEEN_BLANK = 8;
    private static final byte STORED_BLANK = 16;
    private static final byte IN_AN_INBOX = 32;

    private final ConversationId conversation;
    private final Findings findings;
    private final boolean excerpts;
    private final Map<Long, Event> events = new TreeMap<>();
    private final Map<Long, String> eventAuthors = new TreeMap<>();
    private long[] messageIds = {};
    private long[] keys = {};
    private long[] contents = {};
    private int[] authors = {};
    private byte[] flags = {};
    private @Nullable String[] tellers = {};
    private @Nullable String[] notes = {};
    private long max;
    private boolean storeRead;

    LogRecord(ConversationId conversation, Findings findings, boolean excerpts) {
        this.conversation = conversation;
        this.findings = findings;
        this.excerpts = excerpts;
    }

    ConversationId conversation() {
        return conversation;
    }

    /** Somebody was told a line. */
    synchronized void told(Line line, int author, String teller) {
        record(line.seq(), line.messageId(), line.key(), line.content(), author, TOLD, teller, note(line));
        keepEvent(line);
    }

    /** A sender was told that its message stands here. */
    synchronized void answered(long seq, long messageId, long key, int author, String teller, String clientMsgId) {
        record(seq, messageId, key, Fingerprint.UNKNOWN, author, ANSWERED, teller, excerpts ? clientMsgId : null);
    }

    /** The store holds a line. */
    synchronized void stored(Line line, int author) {
        storeRead = true;
        byte flag = (byte) (STORED | (line.recalled() ? STORED_BLANK : 0));
        record(line.seq(), line.messageId(), line.key(), line.content(), author, flag, "the store", note(line));
        keepEvent(line);
    }

    /** The store was read to its end, and may hold nothing at all. */
    synchronized void storeRead() {
        storeRead = true;
    }

    /** The message stands in somebody's inbox. */
    synchronized void inAnInbox(long seq) {
        if (believable(seq)) {
            reserve(seq);
            flags[(int) seq] |= IN_AN_INBOX;
        }
    }

    synchronized boolean isInAnInbox(long seq) {
        return seq < flags.length && (flags[(int) seq] & IN_AN_INBOX) != 0;
    }

    synchronized long max() {
        return max;
    }

    synchronized boolean wasStoreRead() {
        return storeRead;
    }

    synchronized boolean isKnown(long seq) {
        return seq >= 1 && seq <= max && (flags[(int) seq] & (TOLD | STORED | ANSWERED)) != 0;
    }

    /** Whether the message exists by the best knowledge there is: the store's where it was read, else anybody's. */
    synchronized boolean exists(long seq) {
        return storeRead ? isStored(seq) : isKnown(seq);
    }

    synchronized boolean isStored(long seq) {
        return seq >= 1 && seq <= max && (flags[(int) seq] & STORED) != 0;
    }

    synchronized boolean isAnswered(long seq) {
        return isKnown(seq) && (flags[(int) seq] & ANSWERED) != 0;
    }

    /** Whether somebody saw it blank though the store holds its content still. */
    synchronized boolean isBlankWithoutRecall(long seq) {
        byte flag = flags[(int) seq];
        return (flag & SEEN_BLANK) != 0 && (flag & STORED) != 0 && (flag & STORED_BLANK) == 0;
    }

    synchronized long messageId(long seq) {
        return messageIds[(int) seq];
    }

    synchronized long key(long seq) {
        return keys[(int) seq];
    }

    synchronized long content(long seq) {
        return contents[(int) seq];
    }

    synchronized int author(long seq) {
        return authors[(int) seq];
    }

    synchronized Map<Long, Event> events() {
        return Collections.unmodifiableMap(new TreeMap<>(events));
    }

    synchronized String eventAuthor(long seq) {
        return eventAuthors.getOrDefault(seq, "");
    }

    /** Describes what is known of a seq. */
    synchronized String describe(long seq) {
        if (!isKnown(seq)) {
            return conversation + " #" + seq + ": nobody was told of it";
        }
        int at = (int) seq;
        return describe(seq, messageIds[at], contents[at], notes.length > at ? notes[at] : null) + ", told by "
                + tellers[at] + (isStored(seq) ? ", stored" : "") + (isAnswered(seq) ? ", answered" : "");
    }

    private void record(
            long seq,
            long messageId,
            long key,
            long content,
            int author,
            byte flag,
            String teller,
            @Nullable String note) {
        if (!believable(seq)) {
            findings.add(Violation.of(
                    Invariant.I3, teller + " was told a seq that cannot be", describe(seq, messageId, content, note)));
            return;
        }
        reserve(seq);
        int at = (int) seq;
        if ((flags[at] & (TOLD | STORED | ANSWERED)) == 0) {
            messageIds[at] = messageId;
            keys[at] = key;
            contents[at] = content;
            authors[at] = author;
            tellers[at] = teller;
            keepNote(at, note);
            max = Math.max(max, seq);
        } else if (messageIds[at] != messageId || keys[at] != key || differs(contents[at], content)) {
            findings.add(Violation.of(
                    Invariant.I3,
                    conversation + " #" + seq + " is not the same for everyone",
                    tellers[at] + ": "
                            + describe(seq, messageIds[at], contents[at], notes.length > at ? notes[at] : null),
                    teller + ": " + describe(seq, messageId, content, note)));
        } else if (says(contents[at]) < says(content)) {
            contents[at] = content;
            keepNote(at, note);
        }
        flags[at] |= (byte) (flag | (content == Fingerprint.BLANK ? SEEN_BLANK : 0));
    }

    /** Before and after a recall a message says different things, and that is right. */
    private static boolean differs(long one, long other) {
        return one != other
                && one != Fingerprint.UNKNOWN
                && other != Fingerprint.UNKNOWN
                && one != Fingerprint.BLANK
                && other != Fingerprint.BLANK;
    }

    private static int says(long content) {
        return content == Fingerprint.UNKNOWN ? 0 : content == Fingerprint.BLANK ? 1 : 2;
    }

    private void keepEvent(Line line) {
        if (line.event() != null && believable(line.seq())) {
            events.putIfAbsent(line.seq(), line.event());
            eventAuthors.putIfAbsent(line.seq(), line.from());
        }
    }

    private void keepNote(int at, @Nullable String note) {
        if (excerpts) {
            notes[at] = note;
        }
    }

    private @Nullable String note(Line line) {
        if (!excerpts) {
            return null;
        }
        Event event = line.event();
        if (event != null) {
            return event.kind() + " by " + line.from() + " "
                    + event.users().stream().map(UserId::value).toList();
        }
        return line.from() + "." + line.device() + " " + line.clientMsgId() + " \"" + line.excerpt() + "\"";
    }

    private String describe(long seq, long messageId, long content, @Nullable String note) {
        String says = content == Fingerprint.BLANK ? "blank" : Long.toHexString(content);
        return conversation + " #" + seq + ", id " + messageId + ", content " + says
                + (note == null ? "" : ", " + note);
    }

    private static boolean believable(long seq) {
        return seq >= 1 && seq <= MAX_SEQ;
    }

    private void reserve(long seq) {
        if (seq >= flags.length) {
            int length = (int) Math.min(MAX_SEQ + 1, Math.max(seq + 1, flags.length * 3L / 2 + 16));
            messageIds = Arrays.copyOf(messageIds, length);
            keys = Arrays.copyOf(keys, length);
            contents = Arrays.copyOf(contents, length);
            authors = Arrays.copyOf(authors, length);
            flags = Arrays.copyOf(flags, length);
            tellers = Arrays.copyOf(tellers, length);
            if (excerpts) {
                notes = Arrays.copyOf(notes, length);
            }
        }
    }
}
