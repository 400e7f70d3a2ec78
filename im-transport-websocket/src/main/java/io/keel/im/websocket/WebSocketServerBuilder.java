package io.keel.im.websocket;

import io.keel.im.auth.AuthService;
import io.keel.im.gateway.TransportLimits;
import io.keel.im.health.Health;
import io.keel.im.health.HealthReport;
import io.keel.im.rate.RateLimit;
import io.keel.im.websocket.http.AccountRoutes;
import io.keel.im.websocket.http.AttemptLimit;
import io.keel.im.websocket.http.HealthRoutes;
import io.keel.im.websocket.http.HttpRoute;
import io.keel.im.websocket.http.MetricsRoute;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Configures a {@link WebSocketServer}. Every setting has a default. Not safe for use by several threads. */
public final class WebSocketServerBuilder {

    /** The largest body of an HTTP request. */
    private static final int BODY_BYTES = 64 * 1024;

    private final ClientGate gate;
    private final List<HttpRoute> routes = new ArrayList<>();
    private final Set<String> origins = new LinkedHashSet<>();
    private final Set<String> proxies = new LinkedHashSet<>();
    private final TransportLimits.Builder fixed = TransportLimits.builder();
    private @Nullable String host;
    private int port = 8080;
    private Settings.@Nullable KeyPair tls;
    private SocketEngine engine = SocketEngine.AUTO;
    private int loops = Runtime.getRuntime().availableProcessors();
    private int messageBytes = 64 * 1024;
    private int headerBytes = 16 * 1024;
    private int blockingThreads = 8;
    private @Nullable AuthService accounts;
    private @Nullable Supplier<TransportLimits> live;
    private @Nullable Health health;
    private Duration drain = Duration.ofSeconds(10);

    WebSocketServerBuilder(ClientGate gate) {
        this.gate = gate;
    }

    /** Listens on one address of the machine, by name or number; on all of them by default. */
    public WebSocketServerBuilder host(String host) {
        this.host = host;
        return this;
    }

    /** Listens on this port; 8080 by default, 0 for any free one. */
    public WebSocketServerBuilder port(int port) {
        this.port = within("port", port, 0, 65_535);
        return this;
    }

    /**
     * Speaks TLS, and nothing else, on the port; plain TCP by default. The files are read when the server starts.
     *
     * @param certificates the certificate and its chain, in PEM
     * @param key the private key, in PEM (PKCS#8), without a password
     */
    public WebSocketServerBuilder tls(Path certificates, Path key) {
        this.tls = new Settings.KeyPair(certificates, key);
        return this;
    }

    /**
     * Lets pages of more origins connect, such as {@code https://chat.example.com}; {@code *} lets all. By default only pages of the
     * server's own host and port may; the browsers of others see status 403. Clients that name no origin always may.
     */
    public WebSocketServerBuilder allowOrigins(String... allowed) {
        origins.addAll(List.of(allowed));
        return this;
    }

    /** Answers HTTP requests by a route of the host's own, after those given before. */
    public WebSocketServerBuilder route(HttpRoute route) {
        routes.add(route);
        return this;
    }

    /** Serves {@code /api/register} and {@code /api/login}, which hosts that have users of their own do not; not by default. */
    public WebSocketServerBuilder accounts(AuthService accounts) {
        this.accounts = accounts;
        return this;
    }

    /**
     * Bounds how often one address may try to register or to log in; past it, it gets 429.
     *
     * @param burst tries in a row; 100 by default
     * @param perSecond tries a second after that; 10 by default
     */
    public WebSocketServerBuilder accountTries(int burst, int perSecond) {
        fixed.attempts(new RateLimit(perSecond, burst));
        return this;
    }

    /**
     * Asks for the limits each time that they matter, so that they may change while the server runs. What the other methods of this
     * builder set of them does not count then.
     */
    public WebSocketServerBuilder limits(Supplier<TransportLimits> source) {
        this.live = source;
        return this;
    }

    /**
     * Believes these when they tell for whom they speak, by {@code X-Forwarded-For}: limits by address count for the client's own
     * address then. None by default, so that nobody can pass for somebody else.
     *
     * @param addresses of proxies, or networks such as {@code 10.0.0.0/8}
     */
    public WebSocketServerBuilder trustProxies(String... addresses) {
        proxies.addAll(List.of(addresses));
        return this;
    }

    /**
     * Tells at {@code /readyz} and {@code /healthz} how the process is. By default it is ready until the gateway drains, which makes it
     * unready in any case.
     */
    public WebSocketServerBuilder health(Health process) {
        this.health = process;
        return this;
    }

    /** Serves {@code /metrics} with what {@code scrape} returns, in the text format of Prometheus; not served by default. */
    public WebSocketServerBuilder metrics(Supplier<String> scrape) {
        return route(new MetricsRoute(scrape));
    }

    /** Closes with 1009 the connection of a client that sends a larger message; 65,536 bytes by default. */
    public WebSocketServerBuilder maxMessageBytes(int bytes) {
        this.messageBytes = within("maxMessageBytes", bytes, 1, 16 * 1024 * 1024);
        return this;
    }

    /** Refuses a longer request line (414) and larger headers (431); 16,384 bytes by default, each. */
    public WebSocketServerBuilder maxHeaderBytes(int bytes) {
        this.headerBytes = within("maxHeaderBytes", bytes, 256, 1024 * 1024);
        return this;
    }

    /** Refuses WebSockets with 503 past this many at once; 100,000 by default. */
    public WebSocketServerBuilder maxConnections(int connections) {
        fixed.connections(within("maxConnections", connections, 1, Integer.MAX_VALUE / 2));
        return this;
    }

    /** Closes a TCP connection that has not sent a whole request by then; 10 seconds by default. */
    public WebSocketServerBuilder handshakeTimeout(Duration time) {
        fixed.handshake(positive("handshakeTimeout", time));
        return this;
    }

    /** Answers 503 for a route that has not answered by then; 30 seconds by default. */
    public WebSocketServerBuilder answerTimeout(Duration time) {
        fixed.answer(positive("answerTimeout", time));
        return this;
    }

    /** Bounds how long {@link WebSocketServer#close} lets clients leave; 10 seconds by default. */
    public WebSocketServerBuilder drainTimeout(Duration time) {
        this.drain = positive("drainTimeout", time);
        return this;
    }

    /** Sets how many threads serve sockets; one per processor by default. */
    public WebSocketServerBuilder eventLoops(int loops) {
        this.loops = within("eventLoops", loops, 1, 1024);
        return this;
    }

    /** Sets how many threads call routes that may block; 8 by default. */
    public WebSocketServerBuilder blockingThreads(int threads) {
        this.blockingThreads = within("blockingThreads", threads, 1, 1024);
        return this;
    }

    /** Sets how sockets are served; {@link SocketEngine#AUTO} by default. */
    public WebSocketServerBuilder socketEngine(SocketEngine engine) {
        this.engine = engine;
        return this;
    }

    /** Makes the server, to be started. */
    public WebSocketServer build() {
        TransportLimits unchanging = fixed.build();
        Supplier<TransportLimits> limits = live == null ? () -> unchanging : live;
        List<HttpRoute> all = new ArrayList<>();
        all.add(new HealthRoutes(this::report));
        if (accounts != null) {
            all.add(new AccountRoutes(
                    accounts, new AttemptLimit(() -> limits.get().attempts(), System::nanoTime)));
        }
        all.addAll(routes);
        return new WebSocketServer(new Settings(
                gate,
                new Settings.Listening(host, port, tls, engine, loops),
                new Settings.Limits(messageBytes, headerBytes, BODY_BYTES, drain, blockingThreads),
                limits,
                new OriginRule(origins),
                new TrustedProxies(proxies),
                List.copyOf(all)));
    }

    private HealthReport report() {
        Health process = health;
        HealthReport told = process == null ? HealthReport.of(HealthReport.Phase.SERVING) : process.report();
        return gate.ready() ? told : told.leaving();
    }

    private static int within(String name, int value, int least, int most) {
        if (value < least || value > most) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + least + ".." + most + ")");
        }
        return value;
    }

    private static Duration positive(String name, Duration value) {
        if (value.isNegative() || value.isZero()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: > 0)");
        }
        return value;
    }
}
