package io.keel.im.protocol;

import io.keel.im.UserId;
import io.keel.im.protocol.v1.Receipt;
import io.keel.im.protocol.v1.TypingNotice;
import io.keel.im.spi.Notice;
import java.util.List;

/** What a gateway is to push, as messages of the internal schema; what it then pushes are {@link WireNotices}. */
public final class WirePushes {

    private WirePushes() {}

    /** Makes the wire form of a notice. */
    public static io.keel.im.protocol.internal.v1.Notice of(Notice notice) {
        io.keel.im.protocol.internal.v1.Notice.Builder wire = io.keel.im.protocol.internal.v1.Notice.newBuilder();
        if (notice instanceof Notice.Said said) {
            wire.setSaid(WireMessages.of(said.message()));
        } else if (notice instanceof Notice.Removed removed) {
            wire.setRemoved(WireNotices.removed(removed.conversation().value(), removed.seqs()));
        } else if (notice instanceof Notice.Receipt receipt) {
            wire.setReceipt(Receipt.newBuilder()
                    .setConversation(receipt.conversation().value())
                    .setUser(receipt.user().value())
                    .setSeq(receipt.seq()));
        } else if (notice instanceof Notice.Typing typing) {
            wire.setTyping(TypingNotice.newBuilder()
                    .setConversation(typing.conversation().value())
                    .setUser(typing.user().value()));
        }
        return wire.build();
    }

    /**
     * Reads the wire form of a notice.
     *
     * @throws IllegalArgumentException if a name in it is malformed or its kind unknown
     */
    public static Notice read(io.keel.im.protocol.internal.v1.Notice wire) {
        return switch (wire.getKindCase()) {
            case SAID -> new Notice.Said(WireMessages.read(wire.getSaid()));
            case REMOVED ->
                new Notice.Removed(
                        WireNames.conversation(wire.getRemoved().getConversation()),
                        List.copyOf(wire.getRemoved().getSeqsList()));
            case RECEIPT ->
                new Notice.Receipt(
                        WireNames.conversation(wire.getReceipt().getConversation()),
                        new UserId(wire.getReceipt().getUser()),
                        wire.getReceipt().getSeq());
            case TYPING ->
                new Notice.Typing(
                        WireNames.conversation(wire.getTyping().getConversation()),
                        new UserId(wire.getTyping().getUser()));
            case KIND_NOT_SET -> throw new IllegalArgumentException("a notice of no known kind");
        };
    }
}
