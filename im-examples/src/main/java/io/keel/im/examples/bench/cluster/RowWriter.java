package io.keel.im.examples.bench.cluster;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collections;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.HdrHistogram.Histogram;

/** Inserts rows on one connection, and goes on where it has stopped. Used by one thread. */
final class RowWriter implements AutoCloseable {

    private static final String MESSAGES =
            "INSERT INTO messages (conversation_id, seq, message_id, sender_id, device_id,"
                    + " client_msg_id, sent_at, said_count, kind, reply_to, text, data, content_type, details, digest, inboxes,"
                    + " group_after) VALUES ";
    private static final String MESSAGE = "(?,?,?,?,'bench',?,?,?,1,0,?,NULL,NULL,NULL,?,?,NULL)";
    private static final String INBOXES =
            "INSERT INTO message_user_relations (user_id, inbox_seq, conversation_id, seq) VALUES ";
    private static final String INBOX = "(?,?,?,?)";

    /** As many as make a statement that the driver keeps prepared: up to 8,191 characters. */
    private static final int MOST_MESSAGES = 128;

    private static final int MOST_INBOXES = 512;

    private static final long HIGHEST_NANOS = 60_000_000_000L;

    private final Connection connection;
    private final RowSample sample;
    private final String[] conversations;
    private final long[] seqs;
    /** The members of the conversations, who are in no other. */
    private final String[] users;

    /** By their rows; those of inboxes by the negative. */
    private final Map<Integer, String> statements = new HashMap<>();

    private long messageId;
    private int next;

    /**
     * Makes it.
     *
     * @param number sets its rows apart from those of other writers
     */
    RowWriter(Connection connection, RowSample sample, int number, int conversations) throws SQLException {
        this.connection = connection;
        this.sample = sample;
        this.conversations = new String[conversations];
        this.seqs = new long[conversations];
        this.messageId = (1L << 56) + ((long) number << 48);
        for (int i = 0; i < conversations; i++) {
            String name = String.format(Locale.ROOT, "%02d-%05d-", number, i);
            this.conversations[i] = name + "c".repeat(Math.max(0, sample.conversation() - name.length()));
        }
        this.users = new String[conversations * Math.max(1, sample.inboxes())];
        for (int i = 0; i < users.length; i++) {
            users[i] = String.format(Locale.ROOT, "%01d%05d", number, i);
        }
        connection.setTransactionIsolation(Connection.TRANSACTION_READ_COMMITTED);
    }

    /**
     * What is written.
     *
     * @param messages how many in each transaction
     * @param inboxes whether with their inbox rows
     * @param everyNanos how seldom a transaction begins; 0 for one after the other
     */
    record Load(int messages, boolean inboxes, long everyNanos) {}

    /** What was inserted, and how long the median transaction took. */
    record Written(long rows, double medianMicros) {}

    /** Inserts until the time is over, by {@link System#nanoTime()}. */
    Written write(long end, Load load) throws SQLException {
        boolean transactions = load.messages > 1 || (load.inboxes && sample.inboxes() > 0);
        connection.setAutoCommit(!transactions);
        Histogram times = new Histogram(HIGHEST_NANOS, 3);
        long rows = 0;
        while (System.nanoTime() < end) {
            long begin = System.nanoTime();
            for (int left = load.messages; left > 0; left -= MOST_MESSAGES) {
                rows += statement(Math.min(left, MOST_MESSAGES), load.inboxes);
            }
            if (transactions) {
                connection.commit();
            }
            times.recordValue(System.nanoTime() - begin);
            LockSupport.parkNanos(begin + load.everyNanos - System.nanoTime());
        }
        return new Written(rows, times.getValueAtPercentile(50) / 1e3);
    }

    /** Messages of a few conversations, those of one behind each other, and their inbox rows in order of their key. */
    private int statement(int messages, boolean inboxes) throws SQLException {
        Row[] said = new Row[messages];
        Row[] placed = new Row[inboxes ? messages * sample.inboxes() : 0];
        int each = Math.max(1, messages / conversations.length);
        int places = 0;
        for (int from = 0; from < messages; from += each) {
            int run = Math.min(each, messages - from);
            for (int i = 0; i < run; i++) {
                said[from + i] = new Row(next, 0, seqs[next] + 1 + i);
            }
            for (int member = 0; inboxes && member < sample.inboxes(); member++) {
                for (int i = 0; i < run; i++) {
                    placed[places++] = new Row(next, member, seqs[next] + 1 + i);
                }
            }
            seqs[next] += run;
            next = (next + 1) % conversations.length;
        }
        insertMessages(said);
        for (int from = 0; from < placed.length; from += MOST_INBOXES) {
            insertInboxes(placed, from, Math.min(MOST_INBOXES, placed.length - from));
        }
        return messages + placed.length;
    }

    private void insertMessages(Row[] rows) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(messagesOf(rows.length))) {
            int at = 1;
            for (Row row : rows) {
                insert.setString(at++, conversations[row.conversation]);
                insert.setLong(at++, row.seq);
                insert.setLong(at++, ++messageId);
                insert.setString(at++, users[row.conversation * Math.max(1, sample.inboxes())]);
                insert.setString(at++, String.format(Locale.ROOT, "m%010d", row.seq));
                insert.setLong(at++, System.currentTimeMillis());
                insert.setLong(at++, row.seq);
                insert.setString(at++, sample.text());
                insert.setBytes(at++, sample.digest());
                insert.setBytes(at++, sample.where());
            }
            insert.executeUpdate();
        }
    }

    private void insertInboxes(Row[] rows, int from, int count) throws SQLException {
        try (PreparedStatement insert = connection.prepareStatement(inboxesOf(count))) {
            int at = 1;
            for (int i = from; i < from + count; i++) {
                Row row = rows[i];
                insert.setString(at++, users[row.conversation * sample.inboxes() + row.member]);
                insert.setLong(at++, row.seq);
                insert.setString(at++, conversations[row.conversation]);
                insert.setLong(at++, row.seq);
            }
            insert.executeUpdate();
        }
    }

    private String messagesOf(int rows) {
        return statements.computeIfAbsent(rows, n -> MESSAGES + String.join(",", Collections.nCopies(n, MESSAGE)));
    }

    private String inboxesOf(int rows) {
        return statements.computeIfAbsent(-rows, n -> INBOXES + String.join(",", Collections.nCopies(-n, INBOX)));
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    /** The message of a conversation, or its place in the inbox of a member. */
    private record Row(int conversation, int member, long seq) {}
}
