package io.keel.im.examples.bench.load;

import java.util.HashMap;
import java.util.Map;

/** Numbers go on over all runs of this client, so that no message id comes twice in the life of a server. */
final class Numbering {

    private final Map<Integer, Sender> last = new HashMap<>();

    /** A sender on the connection with this index, going on where the last one of that index has stopped. */
    Sender sender(Conversing conversing, int index, SendTemplate template) {
        Sender before = last.get(index);
        Sender sender = new Sender(
                conversing.wire().connections().get(index),
                template,
                conversing.dialect().acknowledges(),
                before == null ? 1 : before.next());
        last.put(index, sender);
        return sender;
    }
}
