package io.keel.im.testkit.client;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.Encoding;
import io.keel.im.testkit.ManualClock;
import io.keel.im.testkit.ManualLane;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * A whole chat to play with, in memory: a server, a clock that moves when told, and clients with no socket.
 *
 * <pre>{@code
 * try (ScriptedChat chat = ScriptedChat.start(im -> im.fanout(Fanout.upTo(3)))) {
 *     ScriptedClient alice = chat.client("alice");
 *     ScriptedClient bob = chat.client("bob");
 *     alice.send("bob", "hello");
 *     assertThat(bob.expectMessage().getText()).isEqualTo("hello");
 *     chat.advance(Duration.ofMinutes(3)); // too late to recall it
 * }
 * }</pre>
 *
 * <p>Everybody is who it says it is, nobody sends too fast and nobody is silent for too long, unless the server is told
 * otherwise. Everything runs on the thread
 * of the test, in one order: what has been pushed has arrived when a verb returns. Not safe for use by several threads.
 */
public final class ScriptedChat implements AutoCloseable {
    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, 1_000_000);

    private final ManualClock clock = ManualClock.standing();
    private final ManualLane lane = new ManualLane(clock);
    private final List<ScriptedClient> clients = new ArrayList<>();
    private final EmbeddedIm im;

    private ScriptedChat(UnaryOperator<EmbeddedIm.Builder> settings) {
        EmbeddedIm.Builder builder = EmbeddedIm.builder(new TrustingAuthenticator())
                .clock(clock)
                .nanos(clock::nanoTime)
                .limits(GatewayLimits.builder()
                        .sends(UNLIMITED)
                        .requests(UNLIMITED)
                        .refusals(UNLIMITED)
                        .heartbeat(Duration.ofDays(1))
                        .build());
        this.im = settings.apply(builder).build();
    }

    /** Starts a server with the defaults. */
    public static ScriptedChat start() {
        return start(UnaryOperator.identity());
    }

    /** Starts a server that the host has set up. */
    public static ScriptedChat start(UnaryOperator<EmbeddedIm.Builder> settings) {
        return new ScriptedChat(settings);
    }

    /** Connects a user's device "web", by JSON. */
    public ScriptedClient client(String user) {
        return client(user, "web");
    }

    /** Connects a device of a user, by JSON. */
    public ScriptedClient client(String user, String device) {
        return client(user, device, Encoding.JSON);
    }

    /** Connects a device of a user. */
    public ScriptedClient client(String user, String device, Encoding encoding) {
        ScriptedClient client =
                open().user(user).device(device).encoding(encoding).connect();
        clients.add(client);
        return client;
    }

    /** Starts a client of this server that is to connect in some other way. */
    public ScriptedClientBuilder open() {
        return ScriptedClient.of(im.gateway()).lane(lane);
    }

    /** Lets time pass: recall windows close, buckets fill, silent clients are closed. */
    public void advance(Duration time) {
        lane.advance(time);
    }

    /** The clock of everything here. */
    public ManualClock clock() {
        return clock;
    }

    /** The one lane that all clients are served on. */
    public ManualLane lane() {
        return lane;
    }

    /** The server. */
    public EmbeddedIm im() {
        return im;
    }

    /** Closes all clients, then the server. */
    @Override
    public void close() {
        clients.forEach(ScriptedClient::close);
        im.close();
    }
}
