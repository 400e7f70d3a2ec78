package io.keel.im.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.auth.JwtTokens;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.health.Health;
import io.keel.im.health.Need;
import io.keel.im.websocket.WebSocketServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What a host says of its health. */
class HealthTest {

    private static final int ANY_PORT = 0;

    @Test
    void hostTellsWhatItWorksWith() throws Exception {
        int port = ANY_PORT;
        EmbeddedIm im = EmbeddedIm.builder(JwtTokens.of(new byte[32])).build();
        ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
        // docs: health
        Health health = Health.of(InstantSource.system())
                .check("store", Need.TO_START, im.stores().epochs()::epoch);
        timer.scheduleWithFixedDelay(health::look, 0, 1, TimeUnit.SECONDS);

        WebSocketServer server = WebSocketServer.builder(im.gateway())
                .port(port)
                .health(health)
                .build()
                .start();
        health.serving();
        // docs: end
        URI ready = URI.create("http://localhost:" + server.port() + "/readyz");
        HttpClient http = HttpClient.newHttpClient();
        await().until(() -> http.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.ofString())
                .body()
                .startsWith("{\"status\":\"ready\",\"checks\":[{\"name\":\"store\",\"status\":\"UP\""));
        server.close();
        im.close();
        timer.shutdown();
        assertThat(timer.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
    }
}
