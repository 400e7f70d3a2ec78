package io.keel.im.memory;

import io.keel.im.conversation.Message;
import io.keel.im.spi.AppendResult.Repeated;
import io.keel.im.spi.Digest;

/** What an entry was answered when it was stored; kept flat, since there is one per message. */
final class FirstAnswer {

    private final long messageId;
    private final long sentAt;
    private final long digestHigh;
    private final long digestLow;
    private final int seq;
    private final int inboxSeq;

    FirstAnswer(Message message, int inboxSeq, Digest digest) {
        this.messageId = message.messageId();
        this.seq = (int) message.seq();
        this.sentAt = message.sentAt();
        this.inboxSeq = inboxSeq;
        this.digestHigh = digest.high();
        this.digestLow = digest.low();
    }

    Repeated again() {
        return new Repeated(messageId, seq, sentAt, inboxSeq, new Digest(digestHigh, digestLow));
    }
}
