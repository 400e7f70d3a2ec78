package io.keel.im.examples.health;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * One GET, of which the status alone counts. It is asked every few seconds by a JVM of its own, so it uses sockets alone: an HTTP
 * client or a command line's parser would load ten times the classes.
 */
public final class HealthProbe {

    /** What is asked unless something else is said. */
    public static final String DEFAULT = "http://127.0.0.1:8080/readyz";

    private static final int PATIENCE_MILLIS = 2_000;
    private static final int HTTP_PORT = 80;

    private HealthProbe() {}

    /**
     * Asks a URL and ends the JVM: 0 if the answer is 200, 1 if it is another or there is none.
     *
     * @param args the URL; nothing for {@value #DEFAULT}
     */
    public static void main(String[] args) {
        String url = args.length == 0 ? DEFAULT : args[0];
        try {
            String answer = ask(URI.create(url));
            System.out.println(url + ": " + answer);
            System.exit(isHealthy(answer) ? 0 : 1);
        } catch (IOException | IllegalArgumentException failure) {
            System.out.println(url + ": " + failure.getMessage());
            System.exit(1);
        }
    }

    /**
     * Returns the first line of the answer, such as {@code HTTP/1.1 200 OK}.
     *
     * @throws IOException if there is none within 2 s
     * @throws IllegalArgumentException if the URL is not one of HTTP
     */
    static String ask(URI url) throws IOException {
        String host = url.getHost();
        if (!"http".equals(url.getScheme()) || host == null) {
            throw new IllegalArgumentException("expected: http://HOST:PORT/PATH");
        }
        int port = url.getPort() < 0 ? HTTP_PORT : url.getPort();
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(host, port), PATIENCE_MILLIS);
            socket.setSoTimeout(PATIENCE_MILLIS);
            String request =
                    "GET " + path + " HTTP/1.1\r\nHost: " + host + ":" + port + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            BufferedReader answer =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            String first = answer.readLine();
            if (first == null) {
                throw new IOException("no answer");
            }
            return first;
        }
    }

    /** Tells whether that first line says 200. */
    static boolean isHealthy(String answer) {
        String[] words = answer.split(" ", 3);
        return words.length > 1 && words[0].startsWith("HTTP/1.") && words[1].equals("200");
    }
}
