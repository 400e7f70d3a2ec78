package io.keel.im.store.mysql;

import com.google.protobuf.ByteString;
import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.store.mysql.v1.ArchivedMessage;
import io.keel.im.store.mysql.v1.StoredDetails;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What the messages of a block said, as bytes in a file: a gzip of the columns as they were stored. */
final class BlockForm {

    private BlockForm() {}

    static ByteString pack(List<ArchivedMessage> messages) {
        ByteString.Output packed = ByteString.newOutput();
        try (OutputStream gzip = new GZIPOutputStream(packed)) {
            io.keel.im.store.mysql.v1.ArchivedBlock.newBuilder()
                    .addAllMessages(messages)
                    .build()
                    .writeTo(gzip);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteString();
    }

    /** Reads a block; returns its messages by seq. */
    static Map<Long, ArchivedMessage> unpack(ByteString packed) {
        Map<Long, ArchivedMessage> messages = new HashMap<>();
        try (InputStream gzip = new GZIPInputStream(packed.newInput())) {
            for (ArchivedMessage message :
                    io.keel.im.store.mysql.v1.ArchivedBlock.parseFrom(gzip).getMessagesList()) {
                messages.put(message.getSeq(), message);
            }
        } catch (IOException e) {
            throw new ImException(ErrorCode.INTERNAL, "an archived block is damaged", e);
        }
        return messages;
    }

    /** Gives back to a message what it said. */
    static Message filled(Message hollow, ArchivedMessage said) {
        StoredDetails details =
                StoredForms.details(said.hasDetails() ? said.getDetails().toByteArray() : null);
        return hollow.toBuilder()
                .content(said.hasData() ? new Data(said.getData(), said.getContentType()) : new Text(said.getText()))
                .mentions(StoredForms.users(details.getMentionsList()))
                .ext(details.getExtMap())
                .build();
    }
}
