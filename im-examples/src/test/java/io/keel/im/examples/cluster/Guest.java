package io.keel.im.examples.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.testkit.client.ScriptedClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A user as it sees what goes on: what it is answered, and how soon. It comes again when it was sent away. */
final class Guest implements AutoCloseable {

    /** Longer than any answer is to take. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final int DOZEN = 12;

    private final URI gateway;
    private final HttpClient http;
    private final JwtTokens tokens;
    private final String user;
    private @Nullable ScriptedClient client;

    Guest(URI gateway, HttpClient http, JwtTokens tokens, String user) {
        this.gateway = gateway;
        this.http = http;
        this.tokens = tokens;
        this.user = user;
    }

    /** Comes, or comes again; fails unless it is welcomed. */
    ScriptedClient come() {
        leave();
        ScriptedClient fresh = ScriptedClient.of(gateway)
                .http(http)
                .token(tokens.issue(new UserId(user)).value())
                .device("phone")
                .patience(PATIENCE)
                .connect();
        client = fresh;
        return fresh;
    }

    ScriptedClient client() {
        ScriptedClient present = client;
        return present == null ? come() : present;
    }

    /** Tries to come and expects to be sent away in time. */
    void expectTurnedAway(Duration within) {
        long start = System.nanoTime();
        try (ScriptedClient stranger = ScriptedClient.of(gateway)
                .http(http)
                .token(tokens.issue(new UserId(user)).value())
                .device("another")
                .patience(PATIENCE)
                .open()) {
            assertThat(stranger.expectClosed().code()).as("close code").isEqualTo(1001);
        }
        assertThat(since(start)).as("turned away").isLessThan(within);
    }

    /** Asks something and expects to be refused in time. */
    void expectUnavailable(ClientFrame.Builder request, Duration within) {
        long start = System.nanoTime();
        expectRefused(client().submit(request));
        assertThat(since(start)).as("refused").isLessThan(within);
    }

    /** Asks something a dozen times, and tells whether the last is refused at once. */
    boolean failsAtOnce(ClientFrame.Builder request) {
        for (int i = 0; i < DOZEN; i++) {
            client().submit(request);
        }
        long start = System.nanoTime();
        return isRefused(request) && since(start).compareTo(Duration.ofSeconds(1)) < 0;
    }

    /** Asks something once, and tells whether it is refused. */
    boolean isRefused(ClientFrame.Builder request) {
        return client().request(request).getError().getCode() == ErrorCode.UNAVAILABLE;
    }

    /** Sends and does not wait. */
    String submit(Send.Builder draft) {
        return client().submit(ClientFrame.newBuilder().setSend(draft));
    }

    /** Expects that what it submitted is refused. */
    void expectRefused(String id) {
        ServerFrame reply = client().reply(id);
        assertThat(reply.getError().getCode()).as(reply.toString()).isEqualTo(ErrorCode.UNAVAILABLE);
    }

    /** Tells whether a text has come. */
    boolean hears(String text) {
        return client().drainPushes().stream()
                .anyMatch(push -> push.getMessage().getText().equals(text));
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }

    private void leave() {
        ScriptedClient old = client;
        client = null;
        if (old != null) {
            old.close();
        }
    }

    @Override
    public void close() {
        leave();
    }
}
