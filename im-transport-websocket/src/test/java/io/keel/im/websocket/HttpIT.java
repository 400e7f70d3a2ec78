package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.ErrorCode;
import io.keel.im.ImException;
import io.keel.im.health.Health;
import io.keel.im.health.Need;
import io.keel.im.health.Probe;
import io.keel.im.websocket.RawClient.Answer;
import io.keel.im.websocket.http.HttpRequest;
import io.keel.im.websocket.http.HttpResponse;
import io.keel.im.websocket.http.HttpRoute;
import java.io.IOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the port answers to plain HTTP. */
class HttpIT {

    private final FakeGate gate = new FakeGate();
    private final CountDownLatch gateway = new CountDownLatch(1);
    private final CompletableFuture<HttpResponse> late = new CompletableFuture<>();
    private final Health health = Health.of(InstantSource.system());
    private final WebSocketServer server = gate.server()
            .health(health)
            .metrics(() -> "im_connections 3.0\n")
            .route(HttpRoute.of("POST", "/echo", request -> HttpResponse.of(200, "text/plain", request.body())))
            .route(HttpRoute.of("GET", "/where", HttpIT::where))
            .route(HttpRoute.of("GET", "/blocked", request -> blocked()))
            .route(HttpRoute.of("GET", "/broken", request -> {
                throw new IllegalStateException("planted");
            }))
            .route(HttpRoute.of("GET", "/down", request -> {
                throw new ImException(ErrorCode.UNAVAILABLE, "the store is down");
            }))
            .route(new Late())
            .blockingThreads(1)
            .maxHeaderBytes(1024)
            .answerTimeout(Duration.ofSeconds(2))
            .build()
            .start();

    @BeforeEach
    void serve() {
        health.serving();
    }

    @AfterEach
    void close() {
        gateway.countDown();
        server.close();
    }

    @Test
    void healthFollowsTheGateway() throws IOException {
        assertThat(get("/healthz").status()).isEqualTo(200);
        assertThat(get("/readyz").status()).isEqualTo(200);

        gate.ready = false;
        assertThat(get("/healthz").status()).isEqualTo(503);
        assertThat(get("/readyz").status()).isEqualTo(503);
        assertThat(get("/readyz").body()).contains("\"status\":\"not ready\",\"reason\":\"draining\"");
        assertThat(get("/livez").status()).isEqualTo(200);
    }

    @Test
    void healthFollowsTheProcess() throws IOException {
        AtomicBoolean store = new AtomicBoolean();
        health.check("mysql", Need.ALWAYS, Probe.of(store::get, "the store is away"));
        health.look();
        Answer unready = get("/readyz");
        assertThat(unready.status()).isEqualTo(503);
        assertThat(unready.headers()).containsEntry("Retry-After", "1");
        assertThat(unready.body()).isEqualTo(health.report().toJson()).contains("the store is away");

        store.set(true);
        health.look();
        assertThat(get("/readyz").status()).isEqualTo(200);
        assertThat(get("/healthz").body()).isEqualTo(health.report().toJson());
        assertThat(get("/livez").body()).isEqualTo("{\"status\":\"alive\"}");
    }

    @Test
    void metricsAreServedAsText() throws IOException {
        Answer metrics = get("/metrics");

        assertThat(metrics.status()).isEqualTo(200);
        assertThat(metrics.headers()).containsEntry("Content-Type", "text/plain; version=0.0.4; charset=utf-8");
        assertThat(metrics.body()).isEqualTo("im_connections 3.0\n");
    }

    @Test
    void unknownPathAndUnknownMethodAreTold() throws IOException {
        Answer nowhere = get("/nowhere");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.body())
                .isEqualTo("{\"error\":{\"code\":\"NOT_FOUND\",\"message\":\"nothing is at this path\"}}");

        Answer deleted = ask("DELETE /healthz HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(deleted.status()).isEqualTo(405);
        assertThat(deleted.headers()).containsEntry("Allow", "GET, HEAD");

        Answer got = get("/echo");
        assertThat(got.status()).isEqualTo(405);
        assertThat(got.headers()).containsEntry("Allow", "POST");
    }

    @Test
    void headIsGetWithoutABody() throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say("HEAD /metrics HTTP/1.1\r\nHost: a\r\n\r\n");
            Answer head = client.bodiless();
            client.say("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n");

            assertThat(head.status()).isEqualTo(200);
            assertThat(head.headers()).containsEntry("Content-Length", "19");
            assertThat(client.answer().body()).isEqualTo("im_connections 3.0\n");
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInTheirOrder() throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say(
                    "GET /late HTTP/1.1\r\nHost: a\r\n\r\n"
                            + "POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\n\r\none"
                            + "GET /nowhere HTTP/1.1\r\nHost: a\r\n\r\n"
                            + "POST /echo HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n2\r\ntw\r\n1\r\no\r\n0\r\n\r\n");
            CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)
                    .execute(() -> late.complete(HttpResponse.of(200, "text/plain", "late".getBytes(UTF_8))));

            assertThat(client.answer().body()).isEqualTo("late");
            assertThat(client.answer().body()).isEqualTo("one");
            assertThat(client.answer().status()).isEqualTo(404);
            assertThat(client.answer().body()).isEqualTo("two");
        }
    }

    @Test
    void upgradeMayFollowOtherRequestsOnItsConnection() throws Exception {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say("GET /metrics HTTP/1.1\r\nHost: a\r\n\r\n" + client.upgrade("/ws", ""));

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.answer().status()).isEqualTo(101);
            client.text("hello");
            assertThat(gate.next().next()).isEqualTo("hello");
        }
    }

    @Test
    void hostRouteSeesTheRequest() throws IOException {
        Answer answer =
                ask("GET http://a/where?q=%E4%BD%A0+%21&q=2&empty HTTP/1.1\r\nHost: a\r\nX-Two: 1\r\nx-two: 2\r\n\r\n");

        assertThat(answer.body()).isEqualTo("GET /where q=你 ! empty= X-TWO=1,2 from 127.0.0.1");
    }

    @Test
    void routeThatBlocksHoldsUpNobodyElse() throws IOException {
        List<RawClient> waiting = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            RawClient client = RawClient.connect(server.port());
            client.say("GET /blocked HTTP/1.1\r\nHost: a\r\n\r\n");
            waiting.add(client);
        }
        assertThat(get("/healthz").status()).isEqualTo(200);

        gateway.countDown();
        for (RawClient client : waiting) {
            assertThat(client.answer().status()).isEqualTo(200);
            client.close();
        }
    }

    @Test
    void failingRouteIsAnErrorAndNoMore() throws IOException {
        Answer broken = get("/broken");
        assertThat(broken.status()).isEqualTo(500);
        assertThat(broken.body()).isEqualTo("{\"error\":{\"code\":\"INTERNAL\",\"message\":\"internal error\"}}");

        Answer down = get("/down");
        assertThat(down.status()).isEqualTo(503);
        assertThat(down.body()).isEqualTo("{\"error\":{\"code\":\"UNAVAILABLE\",\"message\":\"the store is down\"}}");
    }

    @Test
    void answerThatDoesNotComeIsGivenUp() throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say("GET /late HTTP/1.1\r\nHost: a\r\n\r\n");
            Answer answer = client.answer();
            late.complete(HttpResponse.of(200));

            assertThat(answer.status()).isEqualTo(503);
            assertThat(client.ended()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 65537\r\n\r\n",
                "Content-Length: 65537\r\nExpect: 100-continue\r\n\r\n",
                "Transfer-Encoding: chunked\r\n\r\n10001\r\nBODY\r\n0\r\n\r\n"
            })
    void bodyOver64KiBIsRefused(String rest) throws IOException {
        Answer answer = ask("POST /echo HTTP/1.1\r\nHost: a\r\n" + rest.replace("BODY", "x".repeat(64 * 1024 + 1)));

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.headers()).containsEntry("Connection", "close");
    }

    @Test
    void bodyOf64KiBIsTakenAndAskedForWhereThatIsExpected() throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say("POST /echo HTTP/1.1\r\nHost: a\r\nContent-Length: 65536\r\nExpect: 100-continue\r\n\r\n");
            assertThat(client.bodiless().status()).isEqualTo(100);
            client.say("x".repeat(64 * 1024));

            assertThat(client.answer().body()).hasSize(64 * 1024);
        }
    }

    @Test
    void requestThatIsTooLongOrNoneIsRefused() throws IOException {
        assertThat(get("/" + "x".repeat(1100)).status()).isEqualTo(414);
        assertThat(ask("GET / HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(1100) + "\r\n\r\n")
                        .status())
                .isEqualTo(431);
        assertThat(ask("\u0016\u0003\u0001 nonsense\r\n\r\n").status()).isEqualTo(400);
        assertThat(ask("GET / HTTP/1.1\r\n\r\n").status()).isEqualTo(400);
        assertThat(get("/%zz").status()).isEqualTo(400);
    }

    @Test
    void oldClientIsAnsweredAndLeft() throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say("GET /healthz HTTP/1.0\r\n\r\n");

            assertThat(client.answer().status()).isEqualTo(200);
            assertThat(client.ended()).isTrue();
        }
    }

    private Answer get(String path) throws IOException {
        return ask("GET " + path + " HTTP/1.1\r\nHost: a\r\n\r\n");
    }

    private Answer ask(String request) throws IOException {
        try (RawClient client = RawClient.connect(server.port())) {
            client.say(request);
            return client.answer();
        }
    }

    private static HttpResponse where(HttpRequest request) {
        String text = request.method() + " " + request.path() + " q="
                + request.query("q").orElse("-") + " empty="
                + request.query("empty").orElse("-") + " X-TWO="
                + request.header("X-TWO").orElse("-") + " from " + request.remoteAddress();
        return HttpResponse.of(200, "text/plain; charset=utf-8", text.getBytes(UTF_8));
    }

    private HttpResponse blocked() {
        try {
            return HttpResponse.of(gateway.await(10, TimeUnit.SECONDS) ? 200 : 500);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return HttpResponse.of(500);
        }
    }

    /** Answers when the test does. */
    private final class Late implements HttpRoute {

        @Override
        public Set<String> methods(String path) {
            return path.equals("/late") ? Set.of("GET") : Set.of();
        }

        @Override
        public boolean mayBlock() {
            return false;
        }

        @Override
        public CompletionStage<HttpResponse> answer(HttpRequest request) {
            return late;
        }
    }
}
