package io.keel.im.examples.cluster;

import io.keel.im.UserId;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.protocol.v1.PresenceItem;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Target;
import io.keel.im.testkit.client.FrameObserver;
import io.keel.im.testkit.client.RefusedException;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.history.Witness;
import io.keel.im.testkit.history.WitnessedFrames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/**
 * A device of a user who goes on talking whatever happens: connects to the other gateway when its own is gone, sends again under the
 * same name what was not acknowledged, and asks for what it missed. It runs on a thread of its own.
 */
final class Chatter implements Runnable {

    private static final Set<ErrorCode> TRY_AGAIN =
            Set.of(ErrorCode.UNAVAILABLE, ErrorCode.INTERNAL, ErrorCode.RATE_LIMITED);

    private final Crowd crowd;
    private final Place place;
    private final Witness witness;
    private final Holdings holdings = new Holdings();
    private final Waits waits = new Waits();

    private int gateway;
    private int sends;
    private long hole;
    private boolean home = true;
    /** When it is to connect elsewhere, as its gateway has asked it to; 0 for not at all. */
    private volatile long leaveAt;

    private Send.@Nullable Builder pending;
    private @Nullable ScriptedClient client;
    private @Nullable Ears ears;
    private volatile Crowd.Phase reached = Crowd.Phase.TALK;

    /**
     * Who it is and to whom it talks.
     *
     * @param user the user
     * @param device the device
     * @param gateway at which gateway it begins
     * @param peer with whom it talks alone
     * @param groups where else it talks
     */
    record Place(String user, String device, int gateway, String peer, List<String> groups) {}

    Chatter(Crowd crowd, Place place, Witness witness) {
        this.crowd = crowd;
        this.place = place;
        this.witness = witness;
        this.gateway = place.gateway();
    }

    Place place() {
        return place;
    }

    Waits waits() {
        return waits;
    }

    /** The phase that it has done all of. */
    Crowd.Phase reached() {
        return reached;
    }

    @Override
    public void run() {
        try {
            while (crowd.phase() != Crowd.Phase.END) {
                turn();
            }
        } catch (RuntimeException | AssertionError failure) {
            crowd.failed(name(), failure);
        } finally {
            lose();
        }
    }

    private void turn() {
        Crowd.Phase phase = crowd.phase();
        try {
            if (phase == Crowd.Phase.TALK && !home) {
                home = true;
                goHome();
            }
            if (leaveAt != 0 && System.nanoTime() - leaveAt >= 0) {
                lose();
                gateway++;
            }
            ScriptedClient connected = connected();
            connected.forgetPushes();
            if (pending != null || phase == Crowd.Phase.TALK) {
                say(connected);
            } else if (phase == Crowd.Phase.CATCH_UP && reached != phase) {
                holdings.catchUp(connected);
                awaitPeer(connected);
                witness.caughtUp();
                home = false;
            }
            fillHole(connected);
            reached = phase;
        } catch (RefusedException refused) {
            if (!TRY_AGAIN.contains(refused.code())) {
                throw new IllegalStateException(name() + " was refused", refused);
            }
            crowd.refused(refused.code());
        } catch (CompletionException | AssertionError broken) {
            // Nobody there, or no answer any more.
            crowd.lost("at gateway " + Math.floorMod(gateway, 2) + ": " + reason(broken));
            lose();
            gateway++;
        }
        crowd.rest(leaveAt);
    }

    private ScriptedClient connected() {
        ScriptedClient now = client;
        if (now != null) {
            return now;
        }
        URI endpoint = crowd.gateway(gateway);
        leaveAt = 0;
        Ears fresh = new Ears();
        ears = fresh;
        ScriptedClient opened = ScriptedClient.of(endpoint)
                .http(crowd.http())
                .token(crowd.token(new UserId(place.user())))
                .device(place.device())
                .patience(crowd.patience())
                .observer(fresh)
                .open();
        client = opened;
        crowd.connected();
        crowd.epoch(opened.welcome().getEpoch());
        holdings.catchUp(opened);
        return opened;
    }

    private void say(ScriptedClient connected) {
        Send.Builder draft = pending;
        if (draft == null) {
            draft = next();
            pending = draft;
        }
        long tried = System.nanoTime();
        connected.send(draft);
        waits.answered(tried, System.nanoTime());
        pending = null;
    }

    private Send.Builder next() {
        int number = ++sends;
        Send.Builder draft = Send.newBuilder().setClientMsgId("m-" + number).setText(name() + " says " + number);
        int choice = number % (1 + place.groups().size());
        return choice == 0
                ? draft.setTo(Target.newBuilder().setUser(place.peer()))
                : draft.setTo(Target.newBuilder().setGroup(place.groups().get(choice - 1)));
    }

    /** A jump that is not filled soon means to ask. */
    private void fillHole(ScriptedClient connected) {
        if (!holdings.hasHole()) {
            hole = 0;
        } else if (hole == 0) {
            hole = System.nanoTime();
        } else if (System.nanoTime() - hole > Duration.ofMillis(500).toNanos()) {
            hole = 0;
            holdings.catchUp(connected);
        }
    }

    /** Back to where it began, so that the next fault meets as many. */
    private void goHome() {
        if (!crowd.gateway(gateway).equals(crowd.gateway(place.gateway()))) {
            lose();
            gateway = place.gateway();
        }
    }

    /** Those that it talks to are shown on exactly the devices that they are on. */
    private void awaitPeer(ScriptedClient connected) {
        List<String> expected = crowd.devices(place.peer());
        PresenceItem shown = connected.presence(place.peer()).getItems(0);
        while (!shown.getDevicesList().equals(expected) && crowd.phase() == Crowd.Phase.CATCH_UP) {
            crowd.presenceWrong(
                    name() + " sees " + place.peer() + " on " + shown.getDevicesList() + ", not on " + expected);
            crowd.rest(0);
            shown = connected.presence(place.peer()).getItems(0);
        }
    }

    /** What failures of one kind have in common. */
    private static String reason(Throwable broken) {
        return String.valueOf(broken.getMessage())
                .replaceFirst("(?s)^\\S+ waited for", "no")
                .replaceFirst("a reply to \\d+", "reply")
                .replaceFirst("(?s), (other replies|reason=).*", "");
    }

    private void lose() {
        Ears old = ears;
        if (old != null) {
            old.retired = true;
        }
        ScriptedClient lost = client;
        client = null;
        if (lost != null) {
            lost.close();
        }
    }

    /** What it is called: user and device. */
    String name() {
        return place.user() + "." + place.device();
    }

    /** Hears one connection, until it is given up: what comes later is not the device's any more. */
    private final class Ears implements FrameObserver {

        private final WitnessedFrames frames = WitnessedFrames.of(witness);
        private volatile boolean retired;

        @Override
        public void sending(ClientFrame frame) {
            frames.sending(frame);
        }

        @Override
        public void received(ServerFrame frame) {
            if (retired) {
                return;
            }
            frames.received(frame);
            holdings.take(frame);
            if (frame.hasGoAway()) {
                leaveAt = System.nanoTime()
                        + Duration.ofMillis(frame.getGoAway().getReconnectAfterMillis())
                                .toNanos();
            }
            if (frame.hasKicked()) {
                crowd.failed(name(), new AssertionError("was kicked: " + frame.getKicked()));
            }
        }

        @Override
        public void closed() {
            frames.closed();
        }
    }
}
