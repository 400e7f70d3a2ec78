package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.Connection;
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
import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One user with one device, as a good client is: it trusts the numbers alone, catches up after every return, and sends
 * again what was not answered.
 */
final class SoakClient {

    /** A hole in the numbers that is not filled for so long is asked for. */
    private static final long PATIENCE_MILLIS = 500;

    private static final int PAGE = 200;
    private static final String CREATE = "create";
    private static final String SYNC = "sync";
    private static final String HISTORY = "h:";

    private final int user;
    private final Wire wire;
    private final Witness witness;
    private final InOrder<Received> inbox;
    private final Map<String, InOrder<Received>> logs = new HashMap<>();
    private final Map<String, Outgoing> outbox = new LinkedHashMap<>();
    private @Nullable Connection connection;
    private boolean live;
    private int catchingUp;

    /** A message and where it stands in the inbox; an entry without a message is passed over. */
    private record Received(long inboxSeq, @Nullable Message message) {}

    SoakClient(int user, Wire wire, Witness witness) {
        this.user = user;
        this.wire = wire;
        this.witness = witness;
        this.inbox = new InOrder<>(this::pass);
    }

    private void pass(Received received) {
        Message message = received.message();
        if (message != null) {
            witness.received(user, received.inboxSeq(), message);
        }
    }

    int user() {
        return user;
    }

    boolean isConnected() {
        return connection != null;
    }

    /** Whether it is up to date and may send. */
    boolean isLive() {
        return live;
    }

    /** Whether nothing is asked for and everything sent is answered. */
    boolean isSettled() {
        return live && catchingUp == 0 && outbox.isEmpty();
    }

    int outstanding() {
        return outbox.size();
    }

    void connect() throws IOException {
        connection = wire.open(user);
    }

    /** Loses its connection. */
    void drop() {
        if (connection != null) {
            wire.drop(connection);
        }
        connection = null;
        live = false;
        catchingUp = 0;
    }

    void send(Outgoing message) {
        outbox.put(message.clientMsgId(), message);
        transmit(message);
    }

    /** Makes a group of which this user is the owner. */
    void create(Talk talk) {
        catchingUp++;
        CreateGroup.Builder group = CreateGroup.newBuilder()
                .setGroup(talk.group())
                .setName(talk.group())
                .setDiffusion(talk.kind() == Talk.Kind.READ_DIFFUSED ? Diffusion.READ : Diffusion.WRITE);
        for (int member : talk.members()) {
            group.addMembers(SoakUsers.name(member));
        }
        frame(ClientFrame.newBuilder().setId(CREATE).setCreateGroup(group));
    }

    /** Asks for everything that it does not have. */
    void catchUp() {
        catchingUp++;
        frame(ClientFrame.newBuilder()
                .setId(SYNC)
                .setSync(Sync.newBuilder().setAfter(inbox.last()).setLimit(PAGE)));
    }

    /** Asks for what has been missing for too long. */
    void mind(long nowMillis) {
        if (!live) {
            return;
        }
        if (inbox.misses(nowMillis, PATIENCE_MILLIS)) {
            inbox.askedFor(nowMillis);
            catchUp();
        }
        logs.forEach((conversation, log) -> {
            if (log.misses(nowMillis, PATIENCE_MILLIS)) {
                log.askedFor(nowMillis);
                read(conversation, log.last());
            }
        });
    }

    void received(ServerFrame frame, long nowMillis) {
        switch (frame.getBodyCase()) {
            case WELCOME -> {
                if (connection != null) {
                    connection.greeted();
                    catchUp();
                }
            }
            case MESSAGE -> take(frame.getInboxSeq(), frame.getMessage(), nowMillis);
            case SENT -> answered(frame.getId(), frame.getSent(), nowMillis);
            case SYNCPAGE -> synced(frame.getSyncPage(), nowMillis);
            case HISTORYPAGE -> read(frame.getId().substring(HISTORY.length()), frame.getHistoryPage(), nowMillis);
            case BEHIND -> catchUp();
            case GROUP -> catchingUp--;
            case RECEIPT, PONG -> {}
            default -> throw new TroubleException("user " + user + " is told " + frame);
        }
    }

    private void answered(String id, Sent sent, long nowMillis) {
        Outgoing message = outbox.remove(id);
        if (message == null) {
            throw new TroubleException("user " + user + " gets a second answer to " + id);
        }
        witness.promised(user, message, sent);
        take(
                sent.getInboxSeq(),
                Message.newBuilder()
                        .setMessageId(sent.getMessageId())
                        .setConversation(sent.getConversation())
                        .setSeq(sent.getSeq())
                        .setSentAt(sent.getSentAt())
                        .setClientMsgId(message.clientMsgId())
                        .setFrom(SoakUsers.name(user))
                        .setDevice(SoakUsers.DEVICE)
                        .setText(message.text())
                        .build(),
                nowMillis);
    }

    private void take(long inboxSeq, Message message, long nowMillis) {
        if (inboxSeq > 0) {
            inbox.offer(inboxSeq, new Received(inboxSeq, message), nowMillis);
        } else {
            log(message.getConversation()).offer(message.getSeq(), new Received(0, message), nowMillis);
        }
    }

    private void synced(SyncPage page, long nowMillis) {
        for (SyncEntry entry : page.getEntriesList()) {
            Message message = entry.hasMessage() ? entry.getMessage() : null;
            inbox.offer(entry.getInboxSeq(), new Received(entry.getInboxSeq(), message), nowMillis);
        }
        catchingUp--;
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
        catchingUp++;
        frame(ClientFrame.newBuilder()
                .setId(HISTORY + conversation)
                .setHistory(History.newBuilder()
                        .setConversation(conversation)
                        .setAfter(after)
                        .setLimit(PAGE)));
    }

    private void read(String conversation, HistoryPage page, long nowMillis) {
        InOrder<Received> log = log(conversation);
        for (Message message : page.getMessagesList()) {
            log.offer(message.getSeq(), new Received(0, message), nowMillis);
        }
        catchingUp--;
        if (page.getHasMore()) {
            read(conversation, page.getMessages(page.getMessagesCount() - 1).getSeq());
        }
    }

    private InOrder<Received> log(String conversation) {
        return logs.computeIfAbsent(conversation, key -> new InOrder<>(this::pass));
    }

    private void transmit(Outgoing message) {
        frame(ClientFrame.newBuilder()
                .setId(message.clientMsgId())
                .setSend(Send.newBuilder()
                        .setTo(message.talk().target(user))
                        .setClientMsgId(message.clientMsgId())
                        .setText(message.text())));
    }

    private void frame(ClientFrame.Builder frame) {
        if (connection != null) {
            wire.sendBinary(connection, frame.build().toByteArray());
        }
    }
}
