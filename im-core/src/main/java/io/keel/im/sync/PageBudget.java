package io.keel.im.sync;

import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import java.util.Map;

/**
 * Cuts a page at 1 MiB as its receiver sees it, in whichever encoding: sizes are an upper bound of both. The first entry always
 * fits, so that a reader gets on. Not safe for use by several threads.
 */
public final class PageBudget {

    /** The size that a page does not exceed, in bytes, unless it has a single entry. */
    public static final int MAX_BYTES = 1 << 20;

    /** Punctuation, field names and numbers of one message. */
    private static final int FRAME = 512;

    private final int limit;
    private int entries;
    private long bytes = FRAME;

    /**
     * Makes a budget.
     *
     * @param limit how many entries at most
     */
    public PageBudget(int limit) {
        this.limit = limit;
    }

    /** Takes a message if it fits; once one did not fit, none is to be offered any more. */
    public boolean takes(Message message) {
        return takes(sizeOf(message));
    }

    /** Takes an entry of so many bytes if it fits. */
    public boolean takes(long size) {
        if (entries >= limit || (entries > 0 && bytes + size > MAX_BYTES)) {
            return false;
        }
        entries++;
        bytes += size;
        return true;
    }

    /** Returns an upper bound of the encoded size of a message, in bytes. */
    public static long sizeOf(Message message) {
        long size = FRAME + (long) message.conversation().value().length();
        if (message.content() instanceof Text text) {
            size += sizeOf(text.value());
        } else if (message.content() instanceof Data data) {
            size += data.bytes().size() * 4L / 3 + 4 + sizeOf(data.contentType());
        } else if (message.content() instanceof Event event) {
            size += event.users().size() * 68L + sizeOf(event.name());
        }
        size += message.mentions().size() * 68L;
        for (Map.Entry<String, String> entry : message.ext().entrySet()) {
            size += sizeOf(entry.getKey()) + sizeOf(entry.getValue()) + 6;
        }
        return size;
    }

    private static long sizeOf(String text) {
        long size = 2;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < 0x20 || c == '"' || c == '\\' || c == 0x7f) {
                size += 6;
            } else {
                size += c < 0x80 ? 1 : 3;
            }
        }
        return size;
    }
}
