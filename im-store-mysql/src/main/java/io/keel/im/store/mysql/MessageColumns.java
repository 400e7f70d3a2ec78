package io.keel.im.store.mysql;

import com.google.protobuf.ByteString;
import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.spi.Digest;
import io.keel.im.store.mysql.v1.StoredDetails;
import io.keel.im.store.mysql.v1.StoredInboxes;
import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The columns of {@code messages}: how a message is written to them, and read from them. */
final class MessageColumns {

    /** What a message is read from, in the order of {@link #read}; {@code m} is the table. */
    static final String READ =
            "m.conversation_id, m.seq, m.message_id, m.sender_id, m.device_id, m.client_msg_id, m.sent_at,"
                    + " m.kind, m.reply_to, m.text, m.data, m.content_type, m.details";

    /** What a second delivery is told, behind {@link #READ}. */
    static final String READ_AGAIN = READ + ", m.digest, m.inboxes, m.group_after";

    static final int TEXT = 1;
    static final int DATA = 2;
    static final int EVENT = 3;
    static final int RECALLED = 4;

    /** Inserts entries that have been planned and have their places in inboxes. */
    static final MultiRowInsert<PlannedEntry> INSERT = new MultiRowInsert<>(
            "messages (conversation_id, seq, message_id, sender_id, device_id, client_msg_id, sent_at, said_count, kind,"
                    + " reply_to, text, data, content_type, details, digest, inboxes, group_after)",
            17,
            "",
            MessageColumns::bind,
            MessageColumns::bytes);

    private static final int COLUMNS_OF_MESSAGE = 13;

    private MessageColumns() {}

    /** Reads a message whose first column is at {@code first}; blank, though not recalled, if its content is archived. */
    static Message read(ResultSet row, int first) throws SQLException {
        ConversationId conversation = ConversationId.parse(row.getString(first))
                .orElseThrow(() -> new IllegalStateException("messages.conversation_id is malformed"));
        Message.Builder message = Message.builder(conversation)
                .seq(row.getLong(first + 1))
                .messageId(row.getLong(first + 2))
                .sentAt(row.getLong(first + 6))
                .replyTo(row.getLong(first + 8));
        String sender = row.getString(first + 3);
        String device = row.getString(first + 4);
        String clientMsgId = row.getString(first + 5);
        message.from(sender == null ? null : new UserId(sender));
        message.device(device == null ? null : new DeviceId(device));
        message.clientMsgId(clientMsgId == null ? null : new ClientMsgId(clientMsgId));
        StoredDetails details = StoredForms.details(row.getBytes(first + 12));
        int kind = row.getInt(first + 7);
        return message.content(content(row, first, kind, details))
                .recalled(kind == RECALLED)
                .mentions(StoredForms.users(details.getMentionsList()))
                .ext(details.getExtMap())
                .build();
    }

    /** Reads the columns of {@link #READ_AGAIN}, the first one being the row's first. */
    static StoredMessage readAgain(ResultSet row) throws SQLException {
        Message message = read(row, 1);
        byte[] digest = row.getBytes(1 + COLUMNS_OF_MESSAGE);
        StoredInboxes inboxes = StoredForms.inboxes(row.getBytes(2 + COLUMNS_OF_MESSAGE));
        byte[] group = row.getBytes(3 + COLUMNS_OF_MESSAGE);
        return new StoredMessage(
                message,
                digest(digest),
                inboxes,
                group == null ? null : StoredForms.group(message.conversation().requireGroup(), group));
    }

    private static Content content(ResultSet row, int first, int kind, StoredDetails details) throws SQLException {
        return switch (kind) {
            case TEXT -> {
                String text = row.getString(first + 9);
                yield text == null ? Blank.BLANK : new Text(text);
            }
            case DATA -> {
                byte[] data = row.getBytes(first + 10);
                yield data == null ? Blank.BLANK : new Data(ByteString.copyFrom(data), row.getString(first + 11));
            }
            case EVENT -> StoredForms.event(details.getEvent());
            case RECALLED -> Blank.BLANK;
            default -> throw new IllegalStateException("messages.kind: " + kind + " (expected: 1..4)");
        };
    }

    private static int bind(PreparedStatement statement, int position, PlannedEntry entry) throws SQLException {
        Message message = entry.message();
        Content content = message.content();
        int at = position;
        statement.setString(at++, message.conversation().value());
        statement.setLong(at++, message.seq());
        statement.setLong(at++, message.messageId());
        setString(statement, at++, message.from().map(UserId::value));
        setString(statement, at++, message.device().map(DeviceId::value));
        setString(statement, at++, message.clientMsgId().map(ClientMsgId::value));
        statement.setLong(at++, message.sentAt());
        statement.setLong(at++, entry.saidCount());
        statement.setInt(at++, kind(content));
        statement.setLong(at++, message.replyTo());
        statement.setString(at++, content instanceof Text text ? text.value() : null);
        statement.setBytes(at++, content instanceof Data data ? data.bytes().toByteArray() : null);
        statement.setString(at++, content instanceof Data data ? data.contentType() : null);
        statement.setBytes(at++, StoredForms.details(message));
        statement.setBytes(at++, digest(entry.append().digest()));
        statement.setBytes(at++, StoredForms.inboxes(entry.append().inboxes(), entry.inboxSeqs()));
        statement.setBytes(at++, entry.groupAfter().map(StoredForms::group).orElse(null));
        return at;
    }

    private static int bytes(PlannedEntry entry) {
        Content content = entry.message().content();
        int size = 512 + 80 * entry.inboxSeqs().length;
        if (content instanceof Text text) {
            size += text.value().length() * 3;
        } else if (content instanceof Data data) {
            size += data.bytes().size();
        } else if (content instanceof Event event) {
            size += 80 * event.users().size();
        }
        return size
                + 4_096 * entry.message().ext().size()
                + 80 * entry.message().mentions().size();
    }

    private static int kind(Content content) {
        if (content instanceof Text) {
            return TEXT;
        } else if (content instanceof Data) {
            return DATA;
        }
        return content instanceof Event ? EVENT : RECALLED;
    }

    private static void setString(PreparedStatement statement, int position, Optional<String> value)
            throws SQLException {
        if (value.isPresent()) {
            statement.setString(position, value.get());
        } else {
            statement.setNull(position, Types.VARCHAR);
        }
    }

    private static byte @Nullable [] digest(Digest digest) {
        return digest.equals(Digest.NONE)
                ? null
                : ByteBuffer.allocate(16)
                        .putLong(digest.high())
                        .putLong(digest.low())
                        .array();
    }

    private static Digest digest(byte @Nullable [] bytes) {
        if (bytes == null) {
            return Digest.NONE;
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        return new Digest(buffer.getLong(), buffer.getLong());
    }
}
