package io.keel.im.conversation;

import com.google.protobuf.ByteString;

/**
 * Bytes that the host's clients understand.
 *
 * @param bytes not empty
 * @param contentType a media type such as {@code image/png}
 */
public record Data(ByteString bytes, String contentType) implements Content {

    /** Tells how much there is, and not what: this may end up in a log. */
    @Override
    public String toString() {
        return "Data[" + bytes.size() + " bytes, " + contentType + "]";
    }
}
