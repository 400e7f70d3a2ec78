package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.auth.JwtTokens;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.spi.Authenticator;
import io.keel.im.spi.UserDirectory;
import io.keel.im.websocket.WebSocketServer;
import io.keel.im.websocket.http.HttpResponse;
import io.keel.im.websocket.http.HttpRoute;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;

/** What the guide to embedding says of a host that has users of its own. */
class OwnUsersTest {

    // docs: own-authenticator
    /** Takes the session ids that the service hands out already. */
    static final class SessionAuthenticator implements Authenticator {

        private final Map<String, UserId> sessions = new ConcurrentHashMap<>();

        @Override
        public CompletionStage<Optional<UserId>> authenticate(String token) {
            return CompletableFuture.completedFuture(Optional.ofNullable(sessions.get(token)));
        }
    }
    // docs: end

    @Test
    void hostsOwnSessionsOpenConnectionsUntilTheyAreRevoked() throws InterruptedException {
        SessionAuthenticator sessions = new SessionAuthenticator();
        UserId alice = new UserId("alice");
        sessions.sessions.put("s3cret", alice);
        // docs: own-users
        Set<UserId> staff = Set.of(new UserId("alice"), new UserId("bob"));
        UserDirectory directory = staff::contains; // must answer at once: see "Threads"

        EmbeddedIm im = EmbeddedIm.builder(sessions).directory(directory).build();
        // docs: end
        try (im;
                WebSocketServer server = WebSocketServer.of(im.gateway(), 0).start();
                TestClient client = TestClient.connect(server.port(), "s3cret");
                TestClient stranger = TestClient.connect(server.port(), "guess")) {
            assertThat(stranger.next()).isEqualTo("closed 4001");
            assertThat(client.next()).contains("\"user\":\"alice\"");
            client.send("{\"id\":\"1\",\"send\":{\"to\":{\"user\":\"eve\"},\"clientMsgId\":\"1\",\"text\":\"hi\"}}");
            assertThat(client.next()).contains("NOT_FOUND");
            sessions.sessions.remove("s3cret");
            // docs: revoke
            im.gateway().revoke(alice); // alice has signed out: every connection of hers closes with 4001
            // docs: end
            assertThat(client.next()).isEqualTo("closed 4001");
        }
    }

    @Test
    void hostsOwnRouteIssuesTokens() throws IOException, InterruptedException {
        JwtTokens tokens = JwtTokens.of(new byte[JwtTokens.MIN_KEY_BYTES]);
        EmbeddedIm im = EmbeddedIm.builder(tokens).build();
        // docs: own-route
        HttpRoute route = HttpRoute.of("POST", "/api/chat-token", request -> {
            Optional<UserId> user = request.header("X-Session").flatMap(this::signedIn);
            return user.map(known -> HttpResponse.json(
                            200, "{\"token\":\"" + tokens.issue(known).value() + "\"}"))
                    .orElse(HttpResponse.of(401));
        });
        WebSocketServer server = WebSocketServer.builder(im.gateway())
                .port(0)
                .route(route)
                .build()
                .start();
        // docs: end
        try (im;
                server) {
            URI uri = URI.create("http://localhost:" + server.port() + "/api/chat-token");
            HttpRequest.Builder post = HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody());
            HttpClient http = HttpClient.newHttpClient();
            assertThat(http.send(post.build(), BodyHandlers.ofString()).statusCode())
                    .isEqualTo(401);
            String body = http.send(post.header("X-Session", "s3cret").build(), BodyHandlers.ofString())
                    .body();
            String token = body.replaceAll(".*:\"|\"}", "");
            assertThat(tokens.authenticate(token).toCompletableFuture().join()).contains(new UserId("alice"));
        }
    }

    private Optional<UserId> signedIn(String session) {
        return session.equals("s3cret") ? Optional.of(new UserId("alice")) : Optional.empty();
    }
}
