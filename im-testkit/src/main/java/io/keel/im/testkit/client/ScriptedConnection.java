package io.keel.im.testkit.client;

import io.keel.im.protocol.ClientCodec;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Kicked;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Receipt;
import io.keel.im.protocol.v1.Removed;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.TypingNotice;
import java.util.List;

/** What a {@link ScriptedClient} does beside its verbs: frames of any kind, expected pushes, and how the connection ends. */
public abstract sealed class ScriptedConnection implements AutoCloseable permits ScriptedClient {
    private final Dialogue dialogue;
    private final ClientCodec codec;
    private final String name;

    ScriptedConnection(Dialogue dialogue, ClientCodec codec, String name) {
        this.dialogue = dialogue;
        this.codec = codec;
        this.name = name;
    }

    final Dialogue dialogue() {
        return dialogue;
    }

    /** What this client is called in failures: its user and device. */
    public final String name() {
        return name;
    }

    /**
     * Sends a request under a fresh id and waits for its reply.
     *
     * @return the reply, of whatever kind
     */
    public final ServerFrame request(ClientFrame.Builder body) {
        return reply(submit(body));
    }

    /**
     * Sends a request and does not wait.
     *
     * @return its id, for {@link #reply}
     */
    public final String submit(ClientFrame.Builder body) {
        String id = dialogue.freshId();
        tell(body.setId(id));
        return id;
    }

    /** Waits for the reply to an earlier request. */
    public final ServerFrame reply(String id) {
        return dialogue.reply(id);
    }

    /** Sends a frame as it is, with an id or without. */
    public final void tell(ClientFrame.Builder frame) {
        ClientFrame built = frame.build();
        dialogue.announce(built);
        dialogue.wire().send(codec.encode(built));
    }

    /** Sends bytes that need not be a frame; as text in JSON. */
    public final void sendRaw(byte[] bytes) {
        dialogue.wire().send(bytes);
    }

    /** Sends a ping and returns the head of the inbox that the pong tells. */
    public final long ping() {
        return request(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()), ServerFrame.BodyCase.PONG)
                .getInboxSeq();
    }

    /** Waits for the next push, of whatever kind. */
    public final ServerFrame expectPush() {
        return dialogue.push();
    }

    /** Expects the next push to be a message. */
    public final Message expectMessage() {
        return expect(ServerFrame.BodyCase.MESSAGE).getMessage();
    }

    /** Expects the next push to be a receipt. */
    public final Receipt expectReceipt() {
        return expect(ServerFrame.BodyCase.RECEIPT).getReceipt();
    }

    /** Expects the next push to tell of a removal. */
    public final Removed expectRemoved() {
        return expect(ServerFrame.BodyCase.REMOVED).getRemoved();
    }

    /** Expects the next push to tell that somebody types. */
    public final TypingNotice expectTyping() {
        return expect(ServerFrame.BodyCase.TYPING).getTyping();
    }

    /** Expects the next push to announce that this connection is kicked. */
    public final Kicked expectKicked() {
        return expect(ServerFrame.BodyCase.KICKED).getKicked();
    }

    /** Expects the next push to be of a kind, and returns the whole frame. */
    public final ServerFrame expect(ServerFrame.BodyCase kind) {
        ServerFrame push = dialogue.push();
        if (push.getBodyCase() != kind) {
            throw new AssertionError(name + " expected " + kind + " and got " + push);
        }
        return push;
    }

    /** Expects that no push has come: all that is under way arrives first. */
    public final void expectNothing() {
        List<ServerFrame> pushes = drainPushes();
        if (!pushes.isEmpty()) {
            throw new AssertionError(name + " expected no push and got " + pushes);
        }
    }

    /** Takes all pushes that have come or are under way. */
    public final List<ServerFrame> drainPushes() {
        return List.copyOf(dialogue.pending());
    }

    /** Forgets the pushes that have come, without a wait: for clients whose observer has seen them. */
    public final void forgetPushes() {
        dialogue.forget();
    }

    /** Expects that the gateway closes the connection, and tells how. */
    public final Closed expectClosed() {
        return dialogue.close();
    }

    /** Stops, or resumes, taking what the gateway writes, as a client does whose network hangs. */
    public final void reads(boolean on) {
        dialogue.wire().reads(on);
    }

    /** Ends the connection without a word, as a client does that loses its network. Closing twice is harmless. */
    @Override
    public final void close() {
        dialogue.wire().close();
    }

    @Override
    public final String toString() {
        return name;
    }

    /**
     * Sends a request and waits for a reply of one kind.
     *
     * @throws RefusedException if it is an error
     */
    final ServerFrame request(ClientFrame.Builder body, ServerFrame.BodyCase kind) {
        ServerFrame reply = request(body);
        if (reply.hasError()) {
            throw new RefusedException(reply.getError());
        }
        if (reply.getBodyCase() != kind) {
            throw new AssertionError(name + " expected " + kind + " and got " + reply);
        }
        return reply;
    }
}
