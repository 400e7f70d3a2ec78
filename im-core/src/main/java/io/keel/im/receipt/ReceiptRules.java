package io.keel.im.receipt;

import io.keel.im.UserId;
import io.keel.im.conversation.Message;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Who is told that somebody has read. Pure. */
public final class ReceiptRules {

    /** Of how many newly covered messages, the newest ones, the senders are told. */
    public static final int NEWEST = 100;

    private ReceiptRules() {}

    /**
     * Returns the senders of newly covered texts and data, in order of appearance, the reader left out.
     *
     * @param covered the newest messages that the reader's position has passed, at most {@link #NEWEST}
     */
    public static Set<UserId> senders(UserId reader, List<Message> covered) {
        Set<UserId> senders = new LinkedHashSet<>();
        for (Message message : covered) {
            if (!message.isEvent()) {
                message.from().ifPresent(senders::add);
            }
        }
        senders.remove(reader);
        return senders;
    }
}
