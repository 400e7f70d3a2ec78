package io.keel.im.examples.bench.soak;

import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import java.io.IOException;
import java.util.Random;
import java.util.function.LongConsumer;

/** Has a crowd write messages, drop and come back until everything has arrived everywhere. */
final class Soak {

    private static final int LEAST_ABSENCE_MILLIS = 20;
    private static final int MOST_ABSENCE_MILLIS = 500;
    private static final long STALL_MILLIS = 30_000;
    private static final long LOOK_AROUND_MILLIS = 20;

    private final SoakSettings settings;
    private final SoakPlan plan;
    private final Crowd crowd;
    private final Random random;
    private final long[] returnsAt;
    private final long[] sentBy;
    private long sent;
    private long drops;

    Soak(SoakSettings settings, SoakPlan plan, Crowd crowd) {
        this.settings = settings;
        this.plan = plan;
        this.crowd = crowd;
        this.random = new Random(settings.seed());
        this.returnsAt = new long[settings.clients()];
        this.sentBy = new long[settings.clients()];
    }

    long drops() {
        return drops;
    }

    /** Makes the groups. */
    void createGroups() throws IOException {
        for (Talk talk : plan.talks()) {
            if (talk.isGroup()) {
                crowd.clients().get(talk.members().get(0)).create(talk);
            }
        }
        crowd.runUntilSettled();
    }

    /** Sends everything, through all drops and returns, until everyone has all of it. */
    void send(LongConsumer progress) throws IOException {
        long sentBefore = -1;
        long changedAt = crowd.now();
        long lookAt = 0;
        while (sent < settings.messages() || !crowd.isSettled()) {
            for (SoakClient client : crowd.turn()) {
                write(client);
            }
            if (crowd.now() >= lookAt) {
                lookAt = crowd.now() + LOOK_AROUND_MILLIS;
                returnTheAbsent();
                crowd.clients().forEach(this::write);
            }
            if (sent != sentBefore) {
                sentBefore = sent;
                changedAt = crowd.now();
                progress.accept(sent);
            } else if (crowd.now() - changedAt > STALL_MILLIS) {
                throw new TroubleException("nothing goes on any more after " + sent + " messages");
            }
        }
        // What was pushed last to somebody may have been lost: everybody asks once more.
        crowd.clients().forEach(SoakClient::catchUp);
        crowd.runUntilSettled();
    }

    private void returnTheAbsent() throws IOException {
        for (int i = 0; i < returnsAt.length; i++) {
            if (returnsAt[i] > 0 && crowd.now() >= returnsAt[i]) {
                returnsAt[i] = 0;
                crowd.clients().get(i).connect();
            }
        }
    }

    private void write(SoakClient client) {
        int user = client.user();
        while (client.isLive() && sent < settings.messages() && client.outstanding() < settings.window()) {
            String id = "m" + sentBy[user]++;
            client.send(new Outgoing(plan.choose(user, random), id, text(user, id)));
            sent++;
            if (random.nextInt(settings.dropEvery()) == 0) {
                drops++;
                client.drop();
                returnsAt[user] =
                        crowd.now() + LEAST_ABSENCE_MILLIS + random.nextInt(MOST_ABSENCE_MILLIS - LEAST_ABSENCE_MILLIS);
            }
        }
    }

    private String text(int user, String id) {
        String head = KeelAccess.user(user) + " " + id + " ";
        return head + "x".repeat(Math.max(0, settings.textLength() - head.length()));
    }
}
