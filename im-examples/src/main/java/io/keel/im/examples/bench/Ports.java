package io.keel.im.examples.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** TCP ports of the loopback address. */
public final class Ports {

    private static final int START_MILLIS = 90_000;
    private static final int POLL_MILLIS = 50;

    private Ports() {}

    /** A port that nobody listens on. */
    public static int free() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** Waits until a server that was just started listens. */
    public static void awaitOpen(int port, Child server) throws IOException, UnavailableException {
        long deadline = System.nanoTime() + START_MILLIS * 1_000_000L;
        while (System.nanoTime() < deadline) {
            if (!server.isAlive()) {
                throw new UnavailableException("it does not start: " + server.lastWords());
            }
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", port), POLL_MILLIS);
                return;
            } catch (IOException e) {
                Pause.millis(POLL_MILLIS);
            }
        }
        throw new UnavailableException("it is not up after " + START_MILLIS / 1000 + " s: " + server.lastWords());
    }
}
