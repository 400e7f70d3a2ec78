package io.keel.im.examples.nginx;

import io.keel.im.examples.host.ThisProgram;
import io.keel.im.testkit.engine.NginxEngine;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A real nginx by the files under {@code deploy/nginx}, on other ports and in a folder of its own. */
final class FrontNginx implements AutoCloseable {

    private static final Path FILES = ThisProgram.module().resolve("deploy/nginx");
    private static final String LIST = "/var/lib/keel-im/gateways.conf";
    private static final String NOBODY = "127.0.0.1:8089";

    private final String nobody = "127.0.0.1:" + freePort();
    private final NginxEngine engine;

    private FrontNginx() throws IOException {
        this.engine = NginxEngine.launch(this::write);
    }

    static FrontNginx start() throws IOException {
        return new FrontNginx();
    }

    private void write(Path folder, int port) throws IOException {
        String configuration = Files.readString(FILES.resolve("nginx.conf"))
                .replace("/tmp/", folder + "/")
                .replace(LIST, folder.resolve("gateways.conf").toString())
                .replace("listen 8080;", "listen 127.0.0.1:" + port + ";")
                .replace(NOBODY, nobody)
                .replace("/dev/stdout", folder.resolve("access.log").toString());
        Files.writeString(folder.resolve("nginx.conf"), configuration);
        for (String name : new String[] {"gateways.conf", "gateways.conf.template"}) {
            Files.writeString(
                    folder.resolve(name), Files.readString(FILES.resolve(name)).replace(NOBODY, nobody));
        }
    }

    /** A keeper of its list that has this template, at a test's pace. */
    UpstreamKeeper keeper(UpstreamTemplate template) {
        return new UpstreamKeeper(
                template,
                new UpstreamFile(file("gateways.conf")),
                new NginxProgram(NginxEngine.program().toString(), engine.configuration()),
                new UpstreamKeeper.Pace(
                        Duration.ofMillis(100), Duration.ofSeconds(1), Duration.ofSeconds(5), Duration.ofMillis(200)),
                System::nanoTime);
    }

    /** The template that is deployed. */
    UpstreamTemplate template() {
        return UpstreamTemplate.read(file("gateways.conf.template"));
    }

    /** What its list says. */
    String list() throws IOException {
        return Files.readString(file("gateways.conf"));
    }

    /** What it has written about requests. */
    String accessLog() throws IOException {
        return Files.readString(file("access.log"));
    }

    URI url(String path) {
        return URI.create(engine.address() + path);
    }

    URI webSocket() {
        return URI.create(engine.address().replaceFirst("http", "ws") + "/ws");
    }

    private Path file(String name) {
        return engine.configuration().resolveSibling(name);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
