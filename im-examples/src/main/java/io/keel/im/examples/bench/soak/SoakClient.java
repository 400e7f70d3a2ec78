package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.protocol.v1.Head;
import io.keel.im.protocol.v1.History;
import io.keel.im.protocol.v1.HistoryPage;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Sync;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.protocol.v1.SyncPage;
import io.keel.im.testkit.client.FrameObserver;
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One device of one user, as a good client is: it trusts the numbers alone, catches up after every return, and sends again
 * what was not answered.
 */
final class SoakClient {

    /** A hole in the numbers that is not filled for so long is asked for. */
    private static final long PATIENCE_MILLIS = 500;

    private static final int PAGE = 200;

    private final int user;
    private final Wire wire;
    private final Supplier<FrameObserver> observers;
    private final Positions inbox = new Positions();
    private final Map<String, Positions> logs = new HashMap<>();
    private final Map<String, Outgoing> outbox = new LinkedHashMap<>();
    private final Map<String, String> asked = new HashMap<>();
    private FrameObserver observer = FrameObserver.NONE;
    private @Nullable Connection connection;
    private boolean live;
    private long requests;

    /** A client that is not connected yet; each of its connections gets an observer of its own. */
    SoakClient(int user, Wire wire, Supplier<FrameObserver> observers) {
        this.user = user;
        this.wire = wire;
        this.observers = observers;
    }

    int user() {
        return user;
    }

    /** Whether it is up to date and may send. */
    boolean isLive() {
        return live;
    }

    /** Whether nothing is asked for or missing, and everything sent is answered. */
    boolean isSettled() {
        return live
                && asked.isEmpty()
                && outbox.isEmpty()
                && inbox.isWhole()
                && logs.values().stream().allMatch(Positions::isWhole);
    }

    int outstanding() {
        return outbox.size();
    }

    void connect() throws IOException {
        observer = observers.get();
        connection = wire.open(user);
    }

    /** Loses its connection. */
    void drop() {
        if (connection != null) {
            wire.drop(connection);
            observer.closed();
        }
        connection = null;
        live = false;
        asked.clear();
    }

    void send(Outgoing message) {
        outbox.put(message.clientMsgId(), message);
        transmit(message);
    }

    /** Makes a group of which this user is the owner. */
    void create(Talk talk) {
        CreateGroup.Builder group = CreateGroup.newBuilder()
                .setGroup(talk.group())
                .setName(talk.group())
                .setDiffusion(talk.kind() == Talk.Kind.READ_DIFFUSED ? Diffusion.READ : Diffusion.WRITE);
        for (int member : talk.members()) {
            group.addMembers(KeelAccess.user(member));
        }
        ask(talk.conversation(), ClientFrame.newBuilder().setCreateGroup(group));
    }

    /** Asks for everything that it does not have. */
    void catchUp() {
        ask(
                "",
                ClientFrame.newBuilder()
                        .setSync(Sync.newBuilder().setAfter(inbox.last()).setLimit(PAGE)));
    }

    /** Asks for what has been missing for too long. */
    void mind(long nowMillis) {
        if (!live) {
            return;
        }
        if (inbox.isToBeAskedFor(nowMillis, PATIENCE_MILLIS)) {
            catchUp();
        }
        logs.forEach((conversation, log) -> {
            if (log.isToBeAskedFor(nowMillis, PATIENCE_MILLIS)) {
                read(conversation, log.last());
            }
        });
    }

    void received(ServerFrame frame, long nowMillis) {
        observer.received(frame);
        String about = asked.remove(frame.getId());
        switch (frame.getBodyCase()) {
            case WELCOME -> {
                if (connection != null) {
                    connection.greeted();
                    catchUp();
                }
            }
            case MESSAGE -> has(frame.getInboxSeq(), frame.getMessage(), nowMillis);
            case SENT -> answered(frame.getId(), frame.getSent(), nowMillis);
            case SYNCPAGE -> synced(frame.getSyncPage(), nowMillis);
            case HISTORYPAGE -> read(about == null ? "" : about, frame.getHistoryPage(), nowMillis);
            case BEHIND -> catchUp();
            case GROUP, RECEIPT, PONG -> {}
            default -> throw new TroubleException("user " + user + " is told " + frame);
        }
    }

    private void answered(String id, Sent sent, long nowMillis) {
        if (outbox.remove(id) == null) {
            throw new TroubleException("user " + user + " gets a second answer to " + id);
        }
        if (sent.getInboxSeq() > 0) {
            inbox.add(sent.getInboxSeq(), nowMillis);
        } else {
            log(sent.getConversation()).add(sent.getSeq(), nowMillis);
        }
    }

    private void has(long inboxSeq, Message message, long nowMillis) {
        if (inboxSeq > 0) {
            inbox.add(inboxSeq, nowMillis);
        } else {
            log(message.getConversation()).add(message.getSeq(), nowMillis);
        }
    }

    private void synced(SyncPage page, long nowMillis) {
        for (SyncEntry entry : page.getEntriesList()) {
            inbox.add(entry.getInboxSeq(), nowMillis);
        }
        if (page.getHasMore()) {
            catchUp();
            return;
        }
        for (Head head : page.getHeadsList()) {
            long last = log(head.getConversation()).last();
            if (last < head.getSeq()) {
                read(head.getConversation(), last);
            }
        }
        if (!live) {
            live = true;
            outbox.values().forEach(this::transmit);
        }
    }

    private void read(String conversation, long after) {
        ask(
                conversation,
                ClientFrame.newBuilder()
                        .setHistory(History.newBuilder()
                                .setConversation(conversation)
                                .setAfter(after)
                                .setLimit(PAGE)));
    }

    private void read(String conversation, HistoryPage page, long nowMillis) {
        Positions log = log(conversation);
        for (Message message : page.getMessagesList()) {
            log.add(message.getSeq(), nowMillis);
        }
        if (page.getHasMore()) {
            read(conversation, page.getMessages(page.getMessagesCount() - 1).getSeq());
        }
    }

    private Positions log(String conversation) {
        return logs.computeIfAbsent(conversation, key -> new Positions());
    }

    private void transmit(Outgoing message) {
        frame(ClientFrame.newBuilder()
                .setId(message.clientMsgId())
                .setSend(Send.newBuilder()
                        .setTo(message.talk().target(user))
                        .setClientMsgId(message.clientMsgId())
                        .setText(message.text()))
                .build());
    }

    private void ask(String about, ClientFrame.Builder frame) {
        String id = "q" + requests++;
        asked.put(id, about);
        frame(frame.setId(id).build());
    }

    private void frame(ClientFrame frame) {
        if (connection != null) {
            observer.sending(frame);
            wire.sendBinary(connection, frame.toByteArray());
        }
    }
}
