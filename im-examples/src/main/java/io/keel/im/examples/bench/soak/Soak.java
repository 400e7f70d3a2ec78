package io.keel.im.examples.bench.soak;

import com.google.protobuf.InvalidProtocolBufferException;
import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.FrameListener;
import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import io.keel.im.protocol.v1.ServerFrame;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.LongConsumer;

/** Many clients of one server, driven on the caller's thread until all that was to be sent has arrived everywhere. */
final class Soak implements FrameListener, AutoCloseable {

    private static final long MIND_EVERY_MILLIS = 100;
    private static final int LEAST_ABSENCE_MILLIS = 20;
    private static final int MOST_ABSENCE_MILLIS = 500;
    private static final long STALL_MILLIS = 30_000;

    private final SoakSettings settings;
    private final SoakPlan plan;
    private final Random random;
    private final Wire wire;
    private final List<SoakClient> clients = new ArrayList<>();
    private final long[] returnsAt;
    private final long[] sentBy;
    private final List<SoakClient> touched = new ArrayList<>();
    private long now = millis();
    private long mindAt;
    private long sent;
    private long drops;
    private boolean sending;

    Soak(SoakSettings settings, SoakPlan plan, int port, KeelAccess access, Witness witness) throws IOException {
        this.settings = settings;
        this.plan = plan;
        this.random = new Random(settings.seed());
        this.wire = new Wire(new SoakUsers(access, SoakUsers.DEVICE), port);
        this.returnsAt = new long[settings.clients()];
        this.sentBy = new long[settings.clients()];
        for (int i = 0; i < settings.clients(); i++) {
            clients.add(new SoakClient(i, wire, witness));
        }
    }

    long drops() {
        return drops;
    }

    /** Brings everybody up, and up to date. */
    void connect() throws IOException {
        for (SoakClient client : clients) {
            client.connect();
        }
        runUntilSettled();
    }

    /** Everybody leaves, to come back by {@link #connect}. */
    void leave() {
        clients.forEach(SoakClient::drop);
    }

    /** Makes the groups. */
    void createGroups() throws IOException {
        for (Talk talk : plan.talks()) {
            if (talk.isGroup()) {
                clients.get(talk.members().get(0)).create(talk);
            }
        }
        runUntilSettled();
    }

    /** Sends everything, through all drops and returns, until everyone has all of it. */
    void send(LongConsumer progress) throws IOException {
        sending = true;
        long lastSent = -1;
        long lastChange = now;
        while (sent < settings.messages() || !settled()) {
            turn();
            if (sent != lastSent) {
                lastSent = sent;
                lastChange = now;
                progress.accept(sent);
            } else if (now - lastChange > STALL_MILLIS) {
                throw new TroubleException("nothing goes on any more after " + sent + " messages");
            }
        }
        sending = false;
        // What was pushed last to somebody may have been lost: everybody asks once more.
        clients.forEach(SoakClient::catchUp);
        runUntilSettled();
    }

    private void runUntilSettled() throws IOException {
        long deadline = millis() + STALL_MILLIS;
        while (!settled()) {
            turn();
            if (now > deadline) {
                throw new TroubleException("not everybody gets everything");
            }
        }
    }

    private void turn() throws IOException {
        wire.turn(this, 20);
    }

    private boolean settled() {
        return clients.stream().allMatch(SoakClient::isSettled);
    }

    @Override
    public void frame(Connection connection, ByteBuffer in, int from, int to) {
        SoakClient client = clients.get(connection.index());
        try {
            client.received(ServerFrame.parseFrom(in.slice(from, to - from)), now);
        } catch (InvalidProtocolBufferException e) {
            throw new TroubleException("a frame that does not parse: " + e.getMessage());
        }
        touched.add(client);
    }

    @Override
    public void turnEnded() {
        now = millis();
        if (now >= mindAt) {
            mindAt = now + MIND_EVERY_MILLIS;
            clients.forEach(client -> client.mind(now));
            returnTheAbsent();
            for (int i = 0; i < clients.size(); i++) {
                write(i);
            }
        }
        for (SoakClient client : touched) {
            write(client.user());
        }
        touched.clear();
    }

    private void returnTheAbsent() {
        for (int i = 0; i < clients.size(); i++) {
            if (returnsAt[i] > 0 && now >= returnsAt[i]) {
                returnsAt[i] = 0;
                try {
                    clients.get(i).connect();
                } catch (IOException e) {
                    throw new TroubleException("user " + i + " cannot return: " + e.getMessage());
                }
            }
        }
    }

    private void write(int user) {
        SoakClient client = clients.get(user);
        while (sending && client.isLive() && sent < settings.messages() && client.outstanding() < settings.window()) {
            String id = "m" + sentBy[user]++;
            client.send(new Outgoing(plan.choose(user, random), id, text(user, id)));
            sent++;
            if (random.nextInt(settings.dropEvery()) == 0) {
                drops++;
                client.drop();
                returnsAt[user] =
                        now + LEAST_ABSENCE_MILLIS + random.nextInt(MOST_ABSENCE_MILLIS - LEAST_ABSENCE_MILLIS);
            }
        }
    }

    private String text(int user, String id) {
        String head = SoakUsers.name(user) + " " + id + " ";
        return head + "x".repeat(Math.max(0, settings.textLength() - head.length()));
    }

    private static long millis() {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
