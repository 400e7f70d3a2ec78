package io.keel.im.examples.embedded;

import io.keel.im.ImException;
import io.keel.im.auth.JwtTokens;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.examples.UsageException;
import io.keel.im.examples.host.AskedTracing;
import io.keel.im.examples.host.Hashing;
import io.keel.im.examples.host.Metrics;
import io.keel.im.examples.host.RoleFigures;
import io.keel.im.id.SnowflakeIds;
import io.keel.im.memory.MemoryStore;
import io.keel.im.spi.Stores;
import io.keel.im.websocket.WebSocketServer;
import io.keel.im.websocket.WebSocketServerBuilder;
import io.keel.im.websocket.http.StaticFiles;
import java.time.Duration;
import java.time.InstantSource;

/** The embedded chat as a whole: what a host would put together, on a port of its own. Closing twice is harmless. */
public final class EmbeddedServer implements AutoCloseable {

    private static final Duration DRAIN = Duration.ofSeconds(2);

    private final EmbeddedIm im;
    private final WebSocketServer server;
    private final Hashing hashing;

    private EmbeddedServer(EmbeddedIm im, WebSocketServer server, Hashing hashing) {
        this.im = im;
        this.server = server;
        this.hashing = hashing;
    }

    /**
     * Starts it.
     *
     * @param key what tokens are signed with
     * @throws UsageException if it cannot listen, or a proxy is no address
     */
    public static EmbeddedServer start(EmbeddedOptions options, byte[] key) {
        return start(options, key, new MemoryStore().stores());
    }

    /** Starts it over stores that no other process uses, and that may outlive it. */
    public static EmbeddedServer start(EmbeddedOptions options, byte[] key, Stores stores) {
        return start(options, key, stores, SnowflakeIds.of(0, InstantSource.system()));
    }

    /**
     * Starts it over stores that may outlive it.
     *
     * @param ids which no other process that uses the stores makes
     */
    static EmbeddedServer start(EmbeddedOptions options, byte[] key, Stores stores, SnowflakeIds ids) {
        JwtTokens tokens = JwtTokens.of(key);
        Metrics metrics = new Metrics(RoleFigures.EMBEDDED);
        EmbeddedIm im = EmbeddedIm.builder(tokens)
                .stores(stores)
                .ids(ids)
                .limits(options.chat().limits())
                .fanout(options.chat().fanout())
                .policy(options.chat().policy())
                .telemetry(metrics.telemetry())
                .tracing(AskedTracing.of(RoleFigures.EMBEDDED, System.getenv()))
                .build();
        Hashing hashing = new Hashing();
        WebSocketServerBuilder builder = WebSocketServer.builder(im.gateway())
                .port(options.port())
                .trustProxies(options.proxies().toArray(String[]::new))
                .drainTimeout(DRAIN)
                .accounts(hashing.accounts(stores.accounts(), tokens))
                .metrics(metrics::scrape)
                .route(StaticFiles.of(EmbeddedServer.class.getClassLoader(), "web"));
        if (!options.host().isEmpty()) {
            builder.host(options.host());
        }
        if (options.eventLoops() > 0) {
            builder.eventLoops(options.eventLoops());
        }
        try {
            return new EmbeddedServer(im, builder.build().start(), hashing);
        } catch (ImException | IllegalArgumentException unfit) {
            hashing.close();
            im.close();
            throw new UsageException(String.valueOf(unfit.getMessage()), unfit);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return server.port();
    }

    /** Where the page is. */
    public String url() {
        return "http://localhost:" + port();
    }

    /** The chat behind it. */
    public EmbeddedIm im() {
        return im;
    }

    /** Sends clients away, finishes what they wait for, and ends. */
    @Override
    public void close() {
        server.close();
        im.close();
        hashing.close();
    }
}
