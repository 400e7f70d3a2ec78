package io.keel.im.testkit.history;

import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.id.Names;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Removed;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.testkit.client.FrameObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Tells a witness what the frames of a scripted client say; give it to the client as its observer. */
public final class WitnessedFrames implements FrameObserver {
    private final Witness witness;
    private final Map<String, ClientFrame> asked = new ConcurrentHashMap<>();

    private WitnessedFrames(Witness witness) {
        this.witness = witness;
    }

    /** Makes an observer for one connection of the witness's device. */
    public static WitnessedFrames of(Witness witness) {
        return new WitnessedFrames(witness);
    }

    @Override
    public void sending(ClientFrame frame) {
        if (frame.hasSend() && Names.isPrintable(frame.getSend().getClientMsgId())) {
            Send send = frame.getSend();
            long content = send.getData().isEmpty()
                    ? Fingerprint.ofText(send.getText())
                    : Fingerprint.ofData(send.getData(), send.getContentType());
            witness.submitted(new ClientMsgId(send.getClientMsgId()), content);
        }
        if (frame.hasId()) {
            asked.put(frame.getId(), frame);
        }
    }

    @Override
    public void received(ServerFrame frame) {
        ClientFrame request = frame.hasId() ? asked.remove(frame.getId()) : null;
        switch (frame.getBodyCase()) {
            case WELCOME -> witness.connected(frame.getWelcome().getConnection());
            case MESSAGE -> witness.pushed(Line.of(frame.getMessage()), frame.getInboxSeq());
            case REMOVED -> removed(frame.getRemoved(), frame.getInboxSeq());
            case SENT -> {
                if (request != null) {
                    sent(request.getSend(), frame.getSent());
                }
            }
            case SYNCPAGE -> {
                if (request != null) {
                    synced(request.getSync().getAfter(), frame.getSyncPage());
                }
            }
            case HISTORYPAGE -> {
                if (request != null) {
                    witness.read(
                            conversation(request.getHistory().getConversation()),
                            frame.getHistoryPage().getMessagesList().stream()
                                    .map(Line::of)
                                    .toList());
                }
            }
            default -> {}
        }
    }

    @Override
    public void closed() {
        witness.disconnected();
    }

    private void sent(Send send, Sent sent) {
        witness.acknowledged(
                new ClientMsgId(send.getClientMsgId()),
                conversation(sent.getConversation()),
                sent.getSeq(),
                sent.getMessageId(),
                sent.getInboxSeq());
    }

    private void removed(Removed removed, long inboxSeq) {
        witness.removed(conversation(removed.getConversation()), removed.getSeqsList(), inboxSeq);
    }

    private void synced(long after, SyncPage page) {
        List<Told> told = new ArrayList<>();
        for (SyncEntry entry : page.getEntriesList()) {
            switch (entry.getContentCase()) {
                case MESSAGE -> told.add(Told.message(entry.getInboxSeq(), Line.of(entry.getMessage())));
                case REMOVED ->
                    told.add(Told.removal(
                            entry.getInboxSeq(),
                            conversation(entry.getRemoved().getConversation()),
                            entry.getRemoved().getSeqsList()));
                default -> told.add(Told.nothing(entry.getInboxSeq()));
            }
        }
        witness.synced(after, told);
    }

    private static ConversationId conversation(String name) {
        return ConversationId.parse(name).orElseThrow(() -> new IllegalArgumentException("conversation: " + name));
    }
}
