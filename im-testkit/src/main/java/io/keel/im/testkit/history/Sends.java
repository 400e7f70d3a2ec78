package io.keel.im.testkit.history;

import java.util.Arrays;

/**
 * What clients submitted and how it was answered, by the key of the send: open addressing over arrays, since a million of these
 * as objects would be most of a soak test's heap.
 */
final class Sends {
    private static final int SHARDS = 64;

    private final Shard[] shards = new Shard[SHARDS];

    Sends() {
        Arrays.setAll(shards, i -> new Shard());
    }

    /** How an answer relates to what is known. */
    enum Answered {
        FIRST,
        AGAIN,
        OTHERWISE,
        NEVER_SUBMITTED
    }

    void submitted(long key, long content) {
        shard(key).submitted(key, content);
    }

    Answered answered(long key, long seq, long messageId) {
        return shard(key).answered(key, seq, messageId);
    }

    boolean isSubmitted(long key) {
        return shard(key).content(key) != Shard.ABSENT;
    }

    /** The fingerprint of what was submitted; {@link Fingerprint#UNKNOWN} when nothing was or nobody said. */
    long content(long key) {
        long content = shard(key).content(key);
        return content == Shard.ABSENT ? Fingerprint.UNKNOWN : content;
    }

    private Shard shard(long key) {
        return shards[(int) (key >>> 58)];
    }

    private static final class Shard {
        static final long ABSENT = Long.MIN_VALUE;

        private long[] keys = new long[64];
        private long[] contents = new long[64];
        private long[] seqs = new long[64];
        private long[] messageIds = new long[64];
        private int size;

        synchronized void submitted(long key, long content) {
            int slot = slot(key);
            if (keys[slot] == 0) {
                if (++size * 5 > keys.length * 3) {
                    grow();
                    slot = slot(key);
                }
                keys[slot] = key;
                contents[slot] = content;
            } else if (contents[slot] != content) {
                // The same name with other content: what is stored may be either, whichever came first.
                contents[slot] = Fingerprint.UNKNOWN;
            }
        }

        synchronized Answered answered(long key, long seq, long messageId) {
            int slot = slot(key);
            if (keys[slot] == 0) {
                return Answered.NEVER_SUBMITTED;
            }
            if (messageIds[slot] == 0) {
                seqs[slot] = seq;
                messageIds[slot] = messageId;
                return Answered.FIRST;
            }
            return seqs[slot] == seq && messageIds[slot] == messageId ? Answered.AGAIN : Answered.OTHERWISE;
        }

        synchronized long content(long key) {
            int slot = slot(key);
            return keys[slot] == 0 ? ABSENT : contents[slot];
        }

        private int slot(long key) {
            int slot = (int) key & (keys.length - 1);
            while (keys[slot] != 0 && keys[slot] != key) {
                slot = (slot + 1) & (keys.length - 1);
            }
            return slot;
        }

        private void grow() {
            long[] oldKeys = keys;
            long[] oldContents = contents;
            long[] oldSeqs = seqs;
            long[] oldIds = messageIds;
            keys = new long[oldKeys.length * 2];
            contents = new long[keys.length];
            seqs = new long[keys.length];
            messageIds = new long[keys.length];
            for (int i = 0; i < oldKeys.length; i++) {
                if (oldKeys[i] != 0) {
                    int slot = slot(oldKeys[i]);
                    keys[slot] = oldKeys[i];
                    contents[slot] = oldContents[i];
                    seqs[slot] = oldSeqs[i];
                    messageIds[slot] = oldIds[i];
                }
            }
        }
    }
}
