package io.keel.im.store.mysql;

import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import java.util.List;

/** Who is in a direct conversation. */
final class Sides {

    private Sides() {}

    /** Returns the two sides in byte order; one where a user writes to itself. */
    static List<UserId> of(ConversationId direct) {
        // d:{low}:{high}; a name holds no colon.
        String names = direct.value().substring(2);
        UserId low = new UserId(names.substring(0, names.indexOf(':')));
        UserId high = direct.peerOf(low);
        return high.equals(low) ? List.of(low) : List.of(low, high);
    }
}
