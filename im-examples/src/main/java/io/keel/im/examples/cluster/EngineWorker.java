package io.keel.im.examples.cluster;

import io.keel.im.testkit.engine.Engine;
import java.net.URI;
import java.util.List;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** An engine of the cluster: started here, or given. Not safe for use by several threads at once. */
final class EngineWorker implements Worker {

    private final Engine engine;
    private final boolean ours;
    private OptionalLong lastPid;

    EngineWorker(Engine engine) {
        this.engine = engine;
        this.lastPid = engine.pid();
        this.ours = lastPid.isPresent();
    }

    /** Where clients connect, passwords included. */
    String address() {
        return engine.address();
    }

    boolean ours() {
        return ours;
    }

    @Override
    public String name() {
        return engine.kind();
    }

    @Override
    public String role() {
        return engine.kind();
    }

    @Override
    public synchronized OptionalLong pid() {
        return lastPid;
    }

    @Override
    public OptionalInt port() {
        int colon = url().lastIndexOf(':');
        String digits = url().substring(colon + 1).replaceAll("\\D.*", "");
        return digits.isEmpty() || !ours ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(digits));
    }

    @Override
    public OptionalInt grpcPort() {
        return OptionalInt.empty();
    }

    @Override
    public String url() {
        String address = engine.address();
        if (!address.contains("://")) {
            return address;
        }
        // Of what stands before the host, or behind a question mark, some may be a password.
        String scheme = address.substring(0, address.indexOf("://"));
        URI uri = URI.create(address.substring(scheme.lastIndexOf(':') + 1)
                .replaceFirst("[?].*", "")
                .replaceFirst(",.*", ""));
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return scheme + "://" + uri.getHost() + port + uri.getRawPath();
    }

    @Override
    public List<String> command() {
        return engine.command();
    }

    @Override
    public synchronized boolean died() {
        return ours && engine.pid().isEmpty();
    }

    @Override
    public synchronized void restart() {
        engine.restart();
        lastPid = engine.pid();
    }

    /** It is ready when it was started. */
    @Override
    public void awaitReady() {}

    @Override
    public synchronized void stop() {
        engine.close();
    }
}
