package io.keel.im.protocol;

import io.keel.im.conversation.Text;
import io.keel.im.protocol.v1.ClientFrame;
import org.jspecify.annotations.Nullable;

/** What the bytes of a client turned out to be. */
public sealed interface Decoded {

    /**
     * A frame with one body and, if any, a valid id. Whether the body makes sense is for {@link Requests} to tell.
     *
     * @param frame the frame
     */
    record Frame(ClientFrame frame) implements Decoded {}

    /**
     * A frame that says a text, with none of the rarer fields, read by a shorter way. Whether it makes sense is for {@link Requests}
     * to tell here, too.
     *
     * @param id the frame's id, valid; null when it bears none
     * @param user the user whom it is to; empty for none
     * @param group the group that it is to; empty for none
     * @param conversation the conversation that it is to; empty for none
     * @param clientMsgId the client's name for it, not empty
     * @param text what it says
     */
    record PlainSend(@Nullable String id, String user, String group, String conversation, String clientMsgId, Text text)
            implements Decoded {}

    /**
     * Something that parses and is no valid frame: a field of the wrong type, an unknown enum name, two bodies or none.
     * It is answered with {@code INVALID_ARGUMENT}.
     *
     * @param id the frame's id; null when it bears none, or none that is valid
     * @param message what is wrong and with which field
     */
    record Malformed(@Nullable String id, String message) implements Decoded {}

    /**
     * Bytes that are not JSON, not a JSON object, or not Protobuf. Answered with {@code INVALID_ARGUMENT} as well, and
     * counted: too many in a row end the connection.
     *
     * @param message what is wrong
     */
    record Unparsable(String message) implements Decoded {}
}
