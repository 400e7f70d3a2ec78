package io.keel.im.testkit.history;

import com.google.protobuf.ByteString;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.Content;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Text;

/** Sixty-four bits that stand for a content or a name, so that a million of them fit in memory. */
public final class Fingerprint {
    /** Of a content that nobody told. */
    public static final long UNKNOWN = 0;
    /** Of a recalled message. */
    public static final long BLANK = 1;

    private Fingerprint() {}

    /** Returns the fingerprint of a text. */
    public static long ofText(String text) {
        return content(mix(hash(text)));
    }

    /** Returns the fingerprint of data. */
    public static long ofData(ByteString bytes, String contentType) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < bytes.size(); i++) {
            hash = (hash ^ bytes.byteAt(i)) * 0x100000001b3L;
        }
        return content(mix(hash ^ mix(hash(contentType) + 1)));
    }

    static long of(Content content) {
        if (content instanceof Text text) {
            return ofText(text.value());
        } else if (content instanceof Data data) {
            return ofData(data.bytes(), data.contentType());
        } else if (content instanceof Event event) {
            return content(mix(event.kind().ordinal()
                    + 31L * event.seq()
                    + mix(hash(event.name()) + event.users().hashCode())));
        }
        return content == Blank.BLANK ? BLANK : UNKNOWN;
    }

    /** The name of a send: its sender, the sender's device, and the client's name for it. Never 0. */
    static long key(String user, String device, String clientMsgId) {
        long hash = mix(hash(user) * 31 + mix(hash(device) * 31 + mix(hash(clientMsgId))));
        return hash == 0 ? 1 : hash;
    }

    private static long content(long hash) {
        return hash == UNKNOWN || hash == BLANK ? 2 : hash;
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    private static long mix(long value) {
        long mixed = (value ^ (value >>> 32)) * 0xd6e8feb86659fd93L;
        mixed = (mixed ^ (mixed >>> 32)) * 0xd6e8feb86659fd93L;
        return mixed ^ (mixed >>> 32);
    }
}
