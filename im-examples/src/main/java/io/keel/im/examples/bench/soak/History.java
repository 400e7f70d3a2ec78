package io.keel.im.examples.bench.soak;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.SyncEntry;
import io.keel.im.testkit.client.FrameObserver;
import io.keel.im.testkit.history.HistoryChecker;
import io.keel.im.testkit.history.Line;
import io.keel.im.testkit.history.Report;
import io.keel.im.testkit.history.Told;
import io.keel.im.testkit.history.WitnessedFrames;
import java.util.function.Supplier;

/** All that the users said and were told, for the checker of histories. */
final class History {

    private final HistoryChecker checker = HistoryChecker.compact();
    private long received;

    /** Messages and events that were pushed, all together. */
    long received() {
        return received;
    }

    /** Observes one device of a user, over all its connections. */
    Supplier<FrameObserver> of(int user, String device) {
        return () -> new Counting(WitnessedFrames.of(checker.witness(id(user), new DeviceId(device))));
    }

    /** Observes a device that reads everything from the start: what it is given is what the store holds. */
    Supplier<FrameObserver> ofReader(int user, String device) {
        return () -> new Reading(user, WitnessedFrames.of(checker.witness(id(user), new DeviceId(device))));
    }

    /** Nothing is under way any more, and the users have asked for everything. */
    void caughtUp(int users, String device) {
        for (int i = 0; i < users; i++) {
            checker.witness(id(i), new DeviceId(device)).caughtUp();
        }
    }

    /** The readers have read everything: what none of them was given is not stored. */
    Report check(SoakPlan plan) {
        for (Talk talk : plan.talks()) {
            checker.storeRead(ConversationId.parse(talk.conversation()).orElseThrow());
        }
        return checker.check();
    }

    private static UserId id(int user) {
        return new UserId(KeelAccess.user(user));
    }

    private class Counting implements FrameObserver {

        private final WitnessedFrames frames;

        Counting(WitnessedFrames frames) {
            this.frames = frames;
        }

        @Override
        public void sending(io.keel.im.protocol.v1.ClientFrame frame) {
            frames.sending(frame);
        }

        @Override
        public void received(ServerFrame frame) {
            if (frame.hasMessage()) {
                received++;
            }
            frames.received(frame);
        }

        @Override
        public void closed() {
            frames.closed();
        }
    }

    private final class Reading extends Counting {

        private final int user;

        Reading(int user, WitnessedFrames frames) {
            super(frames);
            this.user = user;
        }

        @Override
        public void received(ServerFrame frame) {
            super.received(frame);
            for (SyncEntry entry : frame.getSyncPage().getEntriesList()) {
                if (entry.hasMessage()) {
                    Line line = Line.of(entry.getMessage());
                    checker.stored(line);
                    checker.storedInbox(id(user), Told.message(entry.getInboxSeq(), line));
                }
            }
            if (frame.hasSyncPage() && !frame.getSyncPage().getHasMore()) {
                checker.storeInboxEnds(id(user), frame.getSyncPage().getNext());
            }
            for (Message message : frame.getHistoryPage().getMessagesList()) {
                checker.stored(Line.of(message));
            }
        }
    }
}
