package io.keel.im.examples.cluster;

import io.keel.im.protocol.v1.Head;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.HistoryPage;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.testkit.client.ScriptedClient;
import java.util.HashMap;
import java.util.Map;

/** What a device remembers over all its connections: up to where it holds its inbox and each conversation. Safe for use by several threads. */
final class Holdings {

    private final Run inbox = new Run();
    private final Map<String, Run> logs = new HashMap<>();

    /** Notes what a frame brings. */
    synchronized void take(ServerFrame frame) {
        if (frame.getInboxSeq() > 0 && (frame.hasMessage() || frame.hasRemoved())) {
            inbox.add(frame.getInboxSeq());
        }
        if (frame.hasMessage()) {
            take(frame.getMessage());
        } else if (frame.hasSent()) {
            log(frame.getSent().getConversation()).add(frame.getSent().getSeq());
            if (frame.getSent().getInboxSeq() > 0) {
                inbox.add(frame.getSent().getInboxSeq());
            }
        } else if (frame.hasSyncPage()) {
            for (SyncEntry entry : frame.getSyncPage().getEntriesList()) {
                inbox.add(entry.getInboxSeq());
                if (entry.hasMessage()) {
                    take(entry.getMessage());
                }
            }
        } else if (frame.hasHistoryPage()) {
            frame.getHistoryPage().getMessagesList().forEach(this::take);
        }
    }

    /** Whether a push has shown that one before it is missing. */
    synchronized boolean hasHole() {
        return inbox.hasHole();
    }

    /** Asks for what is missing and no more: the inbox after what is held, then the logs whose heads are past what is held. */
    void catchUp(ScriptedClient client) {
        SyncPage page = client.sync(inbox());
        while (page.getHasMore()) {
            page = client.sync(page.getNext());
        }
        for (Head head : page.getHeadsList()) {
            String conversation = head.getConversation();
            while (held(conversation) < head.getSeq()) {
                long before = held(conversation);
                HistoryPage log = client.history(History.newBuilder()
                        .setConversation(conversation)
                        .setAfter(before)
                        .setLimit(200));
                if (held(conversation) == before) {
                    throw new IllegalStateException(client.name() + ": history of " + conversation + " after " + before
                            + " has " + log.getMessagesCount() + " messages, but its head is " + head.getSeq());
                }
            }
        }
    }

    private synchronized long inbox() {
        return inbox.through();
    }

    private synchronized long held(String conversation) {
        return log(conversation).through();
    }

    private void take(Message message) {
        log(message.getConversation()).add(message.getSeq());
    }

    private Run log(String conversation) {
        return logs.computeIfAbsent(conversation, first -> new Run());
    }
}
