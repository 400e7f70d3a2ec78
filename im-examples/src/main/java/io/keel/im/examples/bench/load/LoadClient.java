package io.keel.im.examples.bench.load;

import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The load client, a process of its own. It does what it is told line by line on its standard input and answers each line
 * with {@code ok} and figures, or {@code bad} and a reason. It ends with its input, so that it never outlives the
 * benchmark.
 *
 * <p>{@code open first= count= atOnce=} · {@code drop} · {@code pairs pairs= window= millis=} · {@code room room= senders=
 * window= millis=} · {@code paced pairs= perSecond= millis= spin=}
 */
public final class LoadClient {

    private static final long OPEN_NANOS = TimeUnit.SECONDS.toNanos(120);
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(20);
    private static final int IDLE_TURN_MILLIS = 200;

    private final Conversing conversing;
    private final Numbering numbering = new Numbering();
    private final BlockingQueue<String> lines = new ArrayBlockingQueue<>(16);
    private @Nullable String troubleBetweenRuns;

    private LoadClient(Conversing conversing) {
        this.conversing = conversing;
    }

    /**
     * Runs until the standard input ends.
     *
     * @param args the dialect ({@code raw}, {@code rawack}, {@code netty-socketio}, {@code keel-json} or {@code
     *     keel-protobuf}) and the port of the server, or several with commas between them; of {@code keel-protobuf} perhaps
     *     the number of its first user
     * @throws IOException when there is no selector to be had
     */
    public static void main(String[] args) throws IOException {
        Dialect dialect = dialect(args[0], args.length > 2 ? Integer.parseInt(args[2]) : 0);
        int[] ports = Stream.of(args[1].split(",")).mapToInt(Integer::parseInt).toArray();
        new LoadClient(new Conversing(new Wire(dialect, ports), dialect)).run();
    }

    private static Dialect dialect(String name, int firstUser) {
        return switch (name) {
            case "raw" -> new RelayDialect(false);
            case "rawack" -> new RelayDialect(true);
            case "netty-socketio" -> new SocketIoDialect();
            case "keel-json" -> new KeelJsonDialect(access());
            case "keel-protobuf" -> new KeelProtobufDialect(access(), firstUser);
            default -> throw new IllegalArgumentException("no dialect " + name);
        };
    }

    private static KeelAccess access() {
        return new KeelAccess(System.getenv(KeelAccess.SECRET_VARIABLE));
    }

    private void run() throws IOException {
        Thread reader = new Thread(this::readLines, "instructions");
        reader.setDaemon(true);
        reader.start();
        Quiet quiet = new Quiet();
        while (true) {
            String line = lines.poll();
            if (line != null) {
                System.out.println(answer(line));
                continue;
            }
            try {
                conversing.turn(quiet, IDLE_TURN_MILLIS);
            } catch (TroubleException | IOException e) {
                conversing.wire().dropAll();
                troubleBetweenRuns = e.getMessage();
            }
        }
    }

    private String answer(String line) {
        try {
            Instruction instruction = Instruction.parse(line);
            String trouble = troubleBetweenRuns;
            troubleBetweenRuns = null;
            if (trouble != null && !instruction.verb().equals("drop")) {
                throw new TroubleException("between two runs " + trouble);
            }
            return "ok " + obey(instruction);
        } catch (TroubleException | IOException | UncheckedIOException e) {
            conversing.wire().dropAll();
            return "bad " + e.getMessage();
        }
    }

    private void readLines() {
        try (BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                lines.put(line);
                conversing.wire().wakeUp();
            }
        } catch (IOException e) {
            // The input is gone, and with it who asked for all this.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Runtime.getRuntime().halt(0);
    }

    private Object obey(Instruction to) throws IOException {
        return switch (to.verb()) {
            case "open" ->
                new Opening(conversing, to.number("first"), to.number("count"), to.number("atOnce"))
                        .run(System.nanoTime() + OPEN_NANOS);
            case "drop" -> {
                conversing.wire().dropAll();
                yield "";
            }
            case "pairs" ->
                run(new PairsLoad(conversing, to.number("pairs"), to.number("window"), numbering), to, false);
            case "room" ->
                run(
                        new RoomLoad(conversing, to.text("room"), to.number("senders"), to.number("window"), numbering),
                        to,
                        false);
            case "paced" ->
                run(
                        new PacedLoad(conversing, to.number("pairs"), to.number("perSecond"), numbering),
                        to,
                        Boolean.parseBoolean(to.text("spin")));
            default -> throw new TroubleException("no verb " + to.verb());
        };
    }

    private Tally run(Load load, Instruction to, boolean spin) throws IOException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(to.number("millis"));
        load.start();
        while (System.nanoTime() < end) {
            conversing.turn(load, spin ? 0 : 1);
        }
        load.stop();
        long deadline = System.nanoTime() + SETTLE_NANOS;
        while (!load.settled()) {
            conversing.turn(load, spin ? 0 : 100);
            if (System.nanoTime() > deadline) {
                throw new TroubleException("messages were lost: they have not arrived " + SETTLE_NANOS / 1_000_000_000
                        + " s after the end");
            }
        }
        return load.tally();
    }
}
