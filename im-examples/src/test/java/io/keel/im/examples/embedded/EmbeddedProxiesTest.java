package io.keel.im.examples.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.ChatSettings;
import io.keel.im.examples.host.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Limits by address count the clients of a proxy that is trusted, and the proxy itself where it is not. */
class EmbeddedProxiesTest {

    /** More than one address may try to log in at once, with those that become free meanwhile. */
    private static final int TOO_MANY = 1_000;

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void clientsOfATrustedProxyAreToldApart() throws Exception {
        try (EmbeddedServer server = server("127.0.0.1", "::1")) {
            exhaust(server, "203.0.113.1");
            assertThat(login(server, "203.0.113.2")).isEqualTo(400);
        }
    }

    @Test
    void nobodyElseIsBelieved() throws Exception {
        try (EmbeddedServer server = server()) {
            exhaust(server, "203.0.113.1");
            assertThat(login(server, "203.0.113.2")).isEqualTo(429);
        }
    }

    @Test
    void whatIsNoAddressIsRefused() {
        assertThatExceptionOfType(UsageException.class)
                .isThrownBy(() -> server("a-proxy"))
                .withMessageContaining("a-proxy");
    }

    private static EmbeddedServer server(String... proxies) {
        return EmbeddedServer.start(
                new EmbeddedOptions("", 0, ChatSettings.defaults(), List.of(proxies), 0), SigningKey.random());
    }

    private void exhaust(EmbeddedServer server, String client) throws IOException, InterruptedException {
        int status = login(server, client);
        for (int i = 0; i < TOO_MANY && status != 429; i++) {
            status = login(server, client);
        }
        assertThat(status).isEqualTo(429);
    }

    /** The status of a login that says nothing. */
    private int login(EmbeddedServer server, String client) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.url() + "/api/login"))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", client)
                .POST(HttpRequest.BodyPublishers.ofString("{}"))
                .build();
        return http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
    }
}
