package io.keel.im.protocol;

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
