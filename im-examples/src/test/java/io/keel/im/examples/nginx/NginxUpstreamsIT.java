package io.keel.im.examples.nginx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keel.im.registry.etcd.EtcdConnection;
import io.keel.im.registry.etcd.EtcdServiceRegistry;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.engine.EtcdEngine;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A real nginx, by the configuration that is deployed, before gateways that stand in a real etcd. */
class NginxUpstreamsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final EtcdEngine engine = EtcdEngine.launch();
    private final EtcdConnection etcd = EtcdConnection.open(engine.address());
    private final EtcdServiceRegistry services = EtcdServiceRegistry.over(etcd);
    private final HttpClient http = HttpClient.newHttpClient();
    private FrontNginx nginx = start();

    private static FrontNginx start() {
        try {
            return FrontNginx.start();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @BeforeEach
    void nobodyIsThere() throws Exception {
        HttpResponse<String> answer = get("/");
        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).hasValue("2");
        assertThat(answer.body()).contains("The chat is not there just now");
    }

    @AfterEach
    void close() {
        nginx.close();
        services.close();
        etcd.close();
        engine.close();
    }

    @Test
    void connectionsPassWhileGatewaysComeAndGo() throws Exception {
        try (UpstreamKeeper keeper = nginx.keeper(nginx.template())) {
            services.watch("gateway", keeper::show);
            FrontGateway first = FrontGateway.start(services);
            await().atMost(PATIENCE).until(lists(first));
            await().atMost(PATIENCE).until(() -> get("/nowhere").statusCode() == 404);

            try (ScriptedClient alice =
                            ScriptedClient.of(nginx.webSocket()).user("alice").connect();
                    Knocker knocker = new Knocker(nginx.url("/"))) {
                FrontGateway second = FrontGateway.start(services);
                await().atMost(PATIENCE).until(lists(second));
                FrontGateway third = FrontGateway.start(services);
                await().atMost(PATIENCE).until(lists(third));
                second.close();
                await().atMost(PATIENCE).until(() -> !lists(second).call());
                third.vanish();
                int before = knocker.let();
                await().atMost(PATIENCE).until(() -> knocker.let() > before + 20);

                // Three reloads and more lie between this and the connection's beginning.
                alice.ping();
                assertThat(knocker.refused()).isEmpty();
            }
            first.close();
        }
        assertThat(nginx.accessLog()).contains(" GET /ws 101 ").doesNotContain("knocker");
    }

    @Test
    void listThatNginxRefusesChangesNothing() throws Exception {
        try (UpstreamKeeper keeper = nginx.keeper(nginx.template());
                FrontGateway gateway = FrontGateway.start(services)) {
            services.watch("gateway", keeper::show);
            await().atMost(PATIENCE).until(() -> get("/nowhere").statusCode() == 404);
            String good = nginx.list();
            keeper.close();

            UpstreamTemplate wrong = UpstreamTemplate.of(
                    "{{#gateways}}\nserver {{address}};\n{{/gateways}}\n{{^gateways}}\nnone\n{{/gateways}}\n");
            try (UpstreamKeeper careless = nginx.keeper(wrong);
                    FrontGateway another = FrontGateway.start(services)) {
                services.watch("gateway", careless::show);
                await().during(Duration.ofSeconds(2))
                        .atMost(PATIENCE)
                        .until(() -> get("/nowhere").statusCode() == 404);
                assertThat(another.address()).isNotEqualTo(gateway.address());
            }
            await().atMost(PATIENCE).until(() -> nginx.list().equals(good));
        }
    }

    @Test
    void listStaysWhileEtcdIsAwayAndFollowsAgainAfter() throws Exception {
        try (UpstreamKeeper keeper = nginx.keeper(nginx.template());
                FrontGateway gateway = FrontGateway.start(services)) {
            services.watch("gateway", keeper::show);
            await().atMost(PATIENCE).until(lists(gateway));
            String before = nginx.list();

            engine.kill();
            await().during(Duration.ofSeconds(2))
                    .atMost(PATIENCE)
                    .until(() -> nginx.list().equals(before));
            assertThat(get("/nowhere").statusCode()).isEqualTo(404);

            engine.restart();
            try (FrontGateway another = FrontGateway.start(services)) {
                await().atMost(PATIENCE).until(lists(another));
            }
        }
        await().atMost(PATIENCE).until(() -> get("/").statusCode() == 503);
    }

    @Test
    void whatIsInsideIsNotShown() throws Exception {
        for (String path : new String[] {"/metrics", "/healthz", "/readyz", "/livez", "/admin", "/admin/x"}) {
            assertThat(get(path).statusCode()).as(path).isEqualTo(404);
        }
        assertThat(get("/api/gateways").body()).isEqualTo("{\"gateways\":[]}");
    }

    private Callable<Boolean> lists(FrontGateway gateway) {
        return () -> nginx.list().contains("server " + gateway.address() + " ");
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(nginx.url(path)).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString());
    }
}
