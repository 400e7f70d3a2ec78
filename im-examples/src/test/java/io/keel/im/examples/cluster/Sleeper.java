package io.keel.im.examples.cluster;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.testkit.client.Closed;
import io.keel.im.testkit.client.FrameObserver;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.history.WitnessedFrames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Another device of somebody who talks; it stays with one gateway, whatever becomes of it, and remembers what that told it. */
final class Sleeper implements FrameObserver, AutoCloseable {

    /** Longer than any gateway is made to sleep. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final String DEVICE = "sleeper";

    private final Queue<ServerFrame> told = new ConcurrentLinkedQueue<>();
    private final WitnessedFrames frames;
    private final ScriptedClient client;

    Sleeper(Crowd crowd, String user, URI gateway) {
        this.frames = WitnessedFrames.of(crowd.checker().witness(new UserId(user), new DeviceId(DEVICE)));
        this.client = ScriptedClient.of(gateway)
                .http(crowd.http())
                .token(crowd.token(new UserId(user)))
                .device(DEVICE)
                .patience(PATIENCE)
                .observer(this)
                .connect();
    }

    /** The gateway's name, new for each life of it. */
    String gateway() {
        return client.welcome().getGateway();
    }

    /** Submits a message and waits for no answer. */
    void submit(String to) {
        client.submit(ClientFrame.newBuilder().setSend(client.draft(to, "said to a sleeping gateway")));
    }

    /** Forgets what it was told so far. */
    void forget() {
        told.clear();
    }

    /** What it was told since it forgot. */
    List<ServerFrame> told() {
        return List.copyOf(told);
    }

    Closed expectClosed() {
        return client.expectClosed();
    }

    @Override
    public void sending(ClientFrame frame) {
        frames.sending(frame);
    }

    @Override
    public void received(ServerFrame frame) {
        told.add(frame);
        frames.received(frame);
    }

    @Override
    public void closed() {
        frames.closed();
    }

    @Override
    public void close() {
        client.close();
    }
}
