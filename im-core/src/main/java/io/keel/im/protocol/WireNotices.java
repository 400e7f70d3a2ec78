package io.keel.im.protocol;

import io.keel.im.protocol.v1.Behind;
import io.keel.im.protocol.v1.GoAway;
import io.keel.im.protocol.v1.Kicked;
import io.keel.im.protocol.v1.Receipt;
import io.keel.im.protocol.v1.Removed;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.TypingNotice;
import io.keel.im.spi.Notice;

/** What a gateway pushes, as frames that have a body and nothing else. */
public final class WireNotices {

    private static final ServerFrame BEHIND =
            ServerFrame.newBuilder().setBehind(Behind.getDefaultInstance()).build();

    private WireNotices() {}

    /** Makes the push of a notice. */
    public static ServerFrame of(Notice notice) {
        ServerFrame.Builder frame = ServerFrame.newBuilder();
        if (notice instanceof Notice.Said said) {
            frame.setMessage(WireMessages.of(said.message()));
        } else if (notice instanceof Notice.Removed removed) {
            frame.setRemoved(removed(removed.conversation().value(), removed.seqs()));
        } else if (notice instanceof Notice.Receipt receipt) {
            frame.setReceipt(Receipt.newBuilder()
                    .setConversation(receipt.conversation().value())
                    .setUser(receipt.user().value())
                    .setSeq(receipt.seq()));
        } else if (notice instanceof Notice.Typing typing) {
            frame.setTyping(TypingNotice.newBuilder()
                    .setConversation(typing.conversation().value())
                    .setUser(typing.user().value()));
        }
        return frame.build();
    }

    /** Tells a connection that it is closed next, and why. */
    public static ServerFrame kicked(String reason) {
        return ServerFrame.newBuilder()
                .setKicked(Kicked.newBuilder().setReason(reason))
                .build();
    }

    /** Tells a connection that pushes to it were dropped. */
    public static ServerFrame behind() {
        return BEHIND;
    }

    /** Tells a connection that the gateway leaves, and after how many milliseconds to come back. */
    public static ServerFrame goAway(long reconnectAfterMillis) {
        return ServerFrame.newBuilder()
                .setGoAway(GoAway.newBuilder().setReconnectAfterMillis(reconnectAfterMillis))
                .build();
    }

    static Removed removed(String conversation, Iterable<Long> seqs) {
        return Removed.newBuilder()
                .setConversation(conversation)
                .addAllSeqs(seqs)
                .build();
    }
}
