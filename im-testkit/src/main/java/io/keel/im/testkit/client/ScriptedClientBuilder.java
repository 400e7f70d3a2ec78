package io.keel.im.testkit.client;

import io.keel.im.gateway.Gateway;
import io.keel.im.protocol.ClientCodec;
import io.keel.im.spi.Encoding;
import io.keel.im.testkit.ManualLane;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Says how a scripted client connects; not safe for use by several threads. */
public final class ScriptedClientBuilder {
    private final @Nullable Gateway gateway;
    private final @Nullable URI endpoint;
    private Encoding encoding = Encoding.JSON;
    private Duration patience = Duration.ofSeconds(10);
    private FrameObserver observer = FrameObserver.NONE;
    private String name = "client";
    private @Nullable String token;
    private @Nullable String device;
    private @Nullable ManualLane lane;
    private @Nullable HttpClient http;

    ScriptedClientBuilder(Gateway gateway) {
        this.gateway = gateway;
        this.endpoint = null;
    }

    ScriptedClientBuilder(URI endpoint) {
        this.gateway = null;
        this.endpoint = endpoint;
    }

    /** Sets the user, whose token is its name: for gateways with a {@link TrustingAuthenticator}. */
    public ScriptedClientBuilder user(String user) {
        this.name = user;
        return token(user);
    }

    /** Sets the token that goes with the connection request. Default: none, so that the first frame must be {@code auth}. */
    public ScriptedClientBuilder token(String value) {
        this.token = value;
        return this;
    }

    /** Sets the device that goes with the connection request. Default: none, so that the gateway makes one up. */
    public ScriptedClientBuilder device(String value) {
        this.device = value;
        return this;
    }

    /** Sets the encoding. Default: JSON. */
    public ScriptedClientBuilder encoding(Encoding value) {
        this.encoding = value;
        return this;
    }

    /** Sets how long the client waits for whatever it expects, in real time. Default: 10 s. */
    public ScriptedClientBuilder patience(Duration limit) {
        this.patience = limit;
        return this;
    }

    /** Sets who sees every frame. Default: nobody. */
    public ScriptedClientBuilder observer(FrameObserver value) {
        this.observer = value;
        return this;
    }

    /**
     * Sets the lane that the gateway serves this client on, for clients with no socket. Clients that share one see what happens
     * in one order. Default: one of its own.
     */
    public ScriptedClientBuilder lane(ManualLane value) {
        this.lane = value;
        return this;
    }

    /** Sets the HTTP client that opens the WebSocket. Default: a new one. */
    public ScriptedClientBuilder http(HttpClient value) {
        this.http = value;
        return this;
    }

    /** Connects, and waits for {@code welcome}. */
    public ScriptedClient connect() {
        ScriptedClient client = open();
        client.welcome();
        return client;
    }

    /** Connects and does not wait: for clients that are to be refused, or that authenticate by a frame. */
    public ScriptedClient open() {
        String full = device == null ? name : name + "." + device;
        Dialogue dialogue = new Dialogue(full, observer, patience);
        dialogue.over(wire(dialogue));
        return new ScriptedClient(dialogue, ClientCodec.of(encoding), full);
    }

    private ClientWire wire(Dialogue dialogue) {
        Optional<String> withToken = Optional.ofNullable(token);
        Optional<String> withDevice = Optional.ofNullable(device);
        if (gateway != null) {
            return LaneWire.open(
                    gateway, lane == null ? new ManualLane() : lane, encoding, withToken, withDevice, dialogue);
        }
        if (endpoint == null) {
            throw new IllegalStateException("neither gateway nor endpoint");
        }
        HttpClient opener = http == null ? HttpClient.newHttpClient() : http;
        return SocketWire.open(opener, endpoint, encoding, withToken, withDevice, patience, dialogue);
    }
}
