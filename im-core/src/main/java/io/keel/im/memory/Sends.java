package io.keel.im.memory;

import io.keel.im.DeviceId;
import io.keel.im.conversation.ClientMsgId;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What one device of one user has sent, and what it was answered: an open-addressed table over records of bytes, since there is one per
 * message. Guarded by its user.
 */
final class Sends {

    private static final int FIRST = 8;

    /** Room for the digits of one place; two lines of a processor's memory. */
    private static final int BLOCK = 16;

    private final DeviceId device;

    /** Of each send the answer, then the name. */
    private final ByteRecords records = new ByteRecords();

    /** Odd, and nobody's to guess: names chosen for their hash do no harm. */
    private final long multiplier;

    /**
     * Of each slot the hash of a name and the number of its record, counted from 1; 0 where there is none. So a record is looked at
     * when it is nearly certain to be the one. At most half full; its length is a power of two.
     */
    private long[] table = new long[FIRST];

    Sends(DeviceId device) {
        this.device = device;
        this.multiplier = ThreadLocalRandom.current().nextLong() | 1;
    }

    DeviceId device() {
        return device;
    }

    /** Returns the first answer; null if this was never sent. */
    @Nullable
    FirstAnswer find(ClientMsgId clientMsgId) {
        String name = clientMsgId.value();
        int hash = hash(name);
        for (int slot = slot(hash); table[slot] != 0; slot = slot(slot + 1)) {
            int index = (int) table[slot] - 1;
            if ((int) (table[slot] >>> Integer.SIZE) == hash && isName(name, index)) {
                return FirstAnswer.read(records.array(index), records.start(index));
            }
        }
        return null;
    }

    /** Notes the answer to what was never sent before. */
    void remember(ClientMsgId clientMsgId, FirstAnswer answer) {
        if (records.size() >= table.length / 2) {
            enlarge();
        }
        String name = clientMsgId.value();
        int index = records.add(FirstAnswer.SIZE + name.length());
        byte[] array = records.array(index);
        int start = records.start(index);
        answer.write(array, start);
        copy(name, array, start + FirstAnswer.SIZE);
        enter((long) hash(name) << Integer.SIZE | (index + 1));
    }

    @SuppressWarnings("deprecation") // Of ASCII, as a name is, and of nothing else, it is right.
    private static void copy(String name, byte[] target, int offset) {
        name.getBytes(0, name.length(), target, offset);
    }

    private void enter(long entry) {
        int slot = slot((int) (entry >>> Integer.SIZE));
        while (table[slot] != 0) {
            slot = slot(slot + 1);
        }
        table[slot] = entry;
    }

    private void enlarge() {
        long[] old = table;
        table = new long[old.length * 2];
        for (long entry : old) {
            if (entry != 0) {
                enter(entry);
            }
        }
    }

    private int slot(int hash) {
        return hash & (table.length - 1);
    }

    /**
     * Names that differ in their last character alone stand side by side. Most clients count, and then the place of the next name
     * has been fetched with the one before, where otherwise each would be a wait for memory.
     */
    private int hash(String name) {
        int last = name.length() - 1;
        long hash = 0;
        for (int i = 0; i < last; i++) {
            hash = (hash + name.charAt(i) + 1) * multiplier;
        }
        return ((int) (hash >>> Integer.SIZE) & -BLOCK) + name.charAt(last);
    }

    private boolean isName(String name, int index) {
        byte[] bytes = records.array(index);
        int from = records.start(index) + FirstAnswer.SIZE;
        if (records.end(index) - from != name.length()) {
            return false;
        }
        for (int i = 0; i < name.length(); i++) {
            if (bytes[from + i] != (byte) name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
