package io.keel.im.examples.bench;

import io.keel.im.examples.wire.KeelAccess;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Makes groups of the load's users before the load begins, as the first of them, from a device of its own. */
public final class KeelGroups {

    /** Members named in one frame: by the protocol up to 1,000, within a frame of 64 KiB. */
    private static final int PER_FRAME = 1_000;

    private static final int PATIENCE_SECONDS = 30;

    private KeelGroups() {}

    /**
     * A group to be made.
     *
     * @param first its owner
     * @param members how many users from the first on
     * @param diffusion {@code READ}, {@code WRITE} or null for the server's policy
     */
    public record Plan(
            String group, int first, int members, @Nullable String diffusion) {}

    /**
     * Makes one on the server of this port.
     *
     * @throws RoundFailedException when the server does not
     */
    public static void create(KeelAccess access, int port, Plan plan) throws IOException, RoundFailedException {
        URI uri = URI.create("ws://127.0.0.1:" + port + access.target(KeelAccess.user(plan.first()), "setup"));
        Replies replies = new Replies();
        try {
            WebSocket socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .subprotocols("im.v1.json")
                    .buildAsync(uri, replies)
                    .join();
            try {
                int first = Math.min(plan.members(), PER_FRAME);
                String diffusion = plan.diffusion() == null ? "" : ",\"diffusion\":\"" + plan.diffusion() + "\"";
                request(
                        socket,
                        replies,
                        "\"createGroup\":{\"group\":\"" + plan.group() + "\",\"name\":\"bench\",\"members\":"
                                + users(plan.first() + 1, plan.first() + first) + diffusion + "}");
                for (int from = first; from < plan.members(); from += PER_FRAME) {
                    int to = Math.min(plan.members(), from + PER_FRAME);
                    request(
                            socket,
                            replies,
                            "\"addMembers\":{\"group\":\"" + plan.group() + "\",\"users\":"
                                    + users(plan.first() + from, plan.first() + to) + "}");
                }
            } finally {
                socket.abort();
            }
        } catch (CompletionException e) {
            throw new RoundFailedException("group " + plan.group() + ": " + e.getCause());
        }
    }

    private static String users(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(i -> "\"" + KeelAccess.user(i) + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static void request(WebSocket socket, Replies replies, String body) throws RoundFailedException {
        socket.sendText("{\"id\":\"setup\"," + body + "}", true).join();
        try {
            String reply = replies.next();
            if (reply == null || !reply.contains("\"group\":")) {
                throw new RoundFailedException("the group was not made: " + reply);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RoundFailedException("interrupted");
        }
    }

    /** Keeps the frames that answer a request. */
    private static final class Replies implements WebSocket.Listener {

        private final BlockingQueue<String> frames = new ArrayBlockingQueue<>(16);
        private final StringBuilder frame = new StringBuilder();

        @Nullable
        String next() throws InterruptedException {
            return frames.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            frame.append(data);
            if (last) {
                String whole = frame.toString();
                frame.setLength(0);
                if (whole.contains("\"id\":\"setup\"") && !frames.offer(whole)) {
                    throw new IllegalStateException("a reply too many");
                }
            }
            socket.request(1);
            return null;
        }
    }
}
