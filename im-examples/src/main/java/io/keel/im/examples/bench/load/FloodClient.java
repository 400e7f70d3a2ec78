package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.Handshake;
import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * One user who sends as fast as it can, on several connections, whatever it is told. A process of its own; it ends with its input.
 *
 * <p>{@code start} floods from then on. {@code stop} ends that, connects anew, then sends as a patient client
 * does: until it is refused, waits for exactly as long as it was told, and sends again. The answer bears {@code sent}, {@code
 * accepted} and {@code refused} of the flood, and how many of {@code waits} were {@code honoured}.
 */
public final class FloodClient {

    private static final int IDLE_TURN_MILLIS = 50;
    private static final int WAITS = 5;

    private final Flood flood;
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(16);

    private FloodClient(Flood flood) {
        this.flood = flood;
    }

    /**
     * Runs until the standard input ends.
     *
     * @param args the port of the server, and how many connections
     * @throws IOException when there is no selector to be had
     */
    public static void main(String[] args) throws IOException {
        KeelAccess access = new KeelAccess(System.getenv(KeelAccess.SECRET_VARIABLE));
        Wire wire = new Wire(new ManyDevices(access), Integer.parseInt(args[0]));
        new FloodClient(new Flood(wire, Integer.parseInt(args[1]))).run();
    }

    private void run() throws IOException {
        Thread reader = new Thread(this::readLines, "instructions");
        reader.setDaemon(true);
        reader.start();
        flood.open();
        while (true) {
            String line = lines.poll();
            if (line != null) {
                System.out.println(answer(line));
            } else {
                flood.turn(IDLE_TURN_MILLIS);
            }
        }
    }

    private String answer(String line) {
        try {
            if (line.equals("start")) {
                flood.start();
                return "ok";
            }
            flood.stop();
            String figures = flood.figures();
            int honoured = 0;
            for (int i = 0; i < WAITS; i++) {
                honoured += flood.honoursItsWait() ? 1 : 0;
            }
            return "ok " + figures + " waits=" + WAITS + " honoured=" + honoured;
        } catch (TroubleException | IOException e) {
            return "bad " + e.getMessage();
        }
    }

    private void readLines() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.put(line);
                flood.wakeUp();
            }
        } catch (IOException e) {
            // The input is gone, and with it who asked for all this.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    /** The connections are devices of one user. */
    private record ManyDevices(KeelAccess access) implements Handshake {

        @Override
        public String target(int index) {
            return access.target(Flood.USER, "flood-" + index);
        }

        @Override
        public @Nullable String subprotocol() {
            return "im.v1.json";
        }
    }
}
