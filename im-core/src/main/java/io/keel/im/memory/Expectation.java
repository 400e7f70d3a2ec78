package io.keel.im.memory;

import io.keel.im.conversation.Message;
import io.keel.im.spi.Append;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The places where the names of a batch's messages would stand among their senders'. They are as good as random, so that the processor
 * waits for memory at each: one wait after the other while entries are appended, since a lock lies between them, but nearly all at once
 * when they are read in a row.
 */
final class Expectation {

    private final @Nullable Sends[] sends;
    private final int[] places;

    private Expectation(int size) {
        this.sends = new Sends[size];
        this.places = new int[size];
    }

    static Expectation of(List<Append> batch, MemoryTables tables) {
        Expectation expectation = new Expectation(batch.size());
        for (int i = 0; i < batch.size(); i++) {
            expectation.add(i, batch.get(i).draft(), tables);
        }
        return expectation;
    }

    private void add(int index, Message draft, MemoryTables tables) {
        MemoryUser sender = draft.from().map(tables::findUser).orElse(null);
        if (sender != null && draft.device().isPresent() && draft.clientMsgId().isPresent()) {
            Sends ofDevice = sender.findSends(draft.device().get());
            sends[index] = ofDevice;
            places[index] =
                    ofDevice == null ? 0 : ofDevice.expect(draft.clientMsgId().get());
        }
    }

    /** Reads them all, so that they are at hand; what comes back means nothing. */
    long fetch() {
        long sum = 0;
        for (int i = 0; i < places.length; i++) {
            Sends ofDevice = sends[i];
            sum += ofDevice == null ? 0 : ofDevice.fetch(places[i]);
        }
        return sum;
    }
}
