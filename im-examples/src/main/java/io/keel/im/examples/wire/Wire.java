package io.keel.im.examples.wire;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Many connections on one selector, to one server or spread over several. Bytes are read into one buffer and looked at where they are; nothing is
 * allocated per frame, so that a client stays far cheaper than what it drives. All calls but {@link #wakeUp} are for one
 * thread.
 */
public final class Wire implements AutoCloseable {

    private static final int BUFFER = 512 * 1024;
    private static final byte[] MASK = {0x11, 0x22, 0x33, 0x44};

    private final Handshake handshake;
    private final InetSocketAddress[] servers;
    private final Selector selector;
    private final FrameReader frames = new FrameReader();
    private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
    private final Consumer<SelectionKey> onSelected = this::selected;
    private final List<Connection> connections = new ArrayList<>();
    private @Nullable FrameListener listener;
    private long readAt;

    /** A wire to these ports of the loopback address; each two connections in a row go to two of them. */
    public Wire(Handshake handshake, int... ports) throws IOException {
        this.handshake = handshake;
        this.servers = IntStream.of(ports)
                .mapToObj(port -> new InetSocketAddress("127.0.0.1", port))
                .toArray(InetSocketAddress[]::new);
        this.selector = Selector.open();
    }

    /** The open connections in the order in which they were opened. */
    public List<Connection> connections() {
        return connections;
    }

    /** When the bytes were read that are being looked at, by {@link System#nanoTime()}. */
    public long readAt() {
        return readAt;
    }

    /** Begins to connect, and to upgrade as soon as that is done. */
    public Connection open(int index) throws IOException {
        SocketChannel channel = SocketChannel.open();
        channel.configureBlocking(false);
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        Connection connection = new Connection(index, channel, System.nanoTime());
        connections.add(connection);
        boolean connected = channel.connect(serverOf(index));
        channel.register(selector, connected ? SelectionKey.OP_READ : SelectionKey.OP_CONNECT, connection);
        if (connected) {
            upgrade(connection);
        }
        return connection;
    }

    /** The pairs 0 and 1, 2 and 3 … begin with another server each, so that all have as many of the first as of the second. */
    private InetSocketAddress serverOf(int index) {
        return servers[(index + index / 2) % servers.length];
    }

    /** Waits for what comes and tells it; returns after one turn or when the time is over. 0 does not wait. */
    public void turn(FrameListener to, long timeoutMillis) throws IOException {
        listener = to;
        if (timeoutMillis > 0) {
            selector.select(onSelected, timeoutMillis);
        } else {
            selector.selectNow(onSelected);
        }
        to.turnEnded();
    }

    /** Ends a wait in {@link #turn} from another thread. */
    public void wakeUp() {
        selector.wakeup();
    }

    /** Sends whole masked frames; what the socket does not take goes out as soon as it does. */
    public void send(Connection connection, ByteBuffer frames) {
        try {
            if (connection.unsent == null) {
                connection.channel.write(frames);
                if (!frames.hasRemaining()) {
                    return;
                }
            }
            keep(connection, frames);
        } catch (IOException e) {
            throw new TroubleException("connection " + connection.index() + " broke: " + e.getMessage());
        }
    }

    /** Sends a short text frame. */
    public void sendText(Connection connection, String text) {
        byte[] payload = text.getBytes(StandardCharsets.UTF_8);
        send(connection, control(1, payload));
    }

    /** Sends a binary frame. */
    public void sendBinary(Connection connection, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) 0x82);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length <= 0xFFFF) {
            frame.put((byte) (0x80 | 126)).putShort((short) payload.length);
        } else {
            frame.put((byte) (0x80 | 127)).putLong(payload.length);
        }
        frame.put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        send(connection, frame.flip());
    }

    private void keep(Connection connection, ByteBuffer more) {
        ByteBuffer before = connection.unsent;
        int size = more.remaining() + (before == null ? 0 : before.remaining());
        ByteBuffer all = ByteBuffer.allocate(size);
        if (before != null) {
            all.put(before);
        }
        connection.unsent = all.put(more).flip();
        connection.channel.keyFor(selector).interestOps(SelectionKey.OP_READ | SelectionKey.OP_WRITE);
    }

    private void selected(SelectionKey key) {
        Connection connection = (Connection) key.attachment();
        if (!key.isValid()) {
            return;
        }
        try {
            if (key.isConnectable()) {
                connection.channel.finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                upgrade(connection);
            } else if (key.isWritable()) {
                flush(connection, key);
            } else {
                read(connection);
            }
        } catch (IOException e) {
            throw new TroubleException("connection " + connection.index() + " broke: " + e.getMessage());
        }
    }

    private void flush(Connection connection, SelectionKey key) throws IOException {
        ByteBuffer unsent = connection.unsent;
        if (unsent != null) {
            connection.channel.write(unsent);
        }
        if (unsent == null || !unsent.hasRemaining()) {
            connection.unsent = null;
            key.interestOps(SelectionKey.OP_READ);
        }
    }

    private void upgrade(Connection connection) {
        connection.stage(Connection.Stage.UPGRADING);
        String subprotocol = handshake.subprotocol();
        String request = "GET " + handshake.target(connection.index()) + " HTTP/1.1\r\nHost: 127.0.0.1:"
                + serverOf(connection.index()).getPort()
                + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: bG9hZCBvZiBrZWVsIGltIQ==\r\n"
                + (subprotocol == null ? "" : "Sec-WebSocket-Protocol: " + subprotocol + "\r\n") + "\r\n";
        send(connection, ByteBuffer.wrap(request.getBytes(StandardCharsets.US_ASCII)));
    }

    private void read(Connection connection) throws IOException {
        in.clear();
        if (connection.rest != null) {
            in.put(connection.rest);
            connection.rest = null;
        }
        if (connection.channel.read(in) < 0) {
            throw new TroubleException("the server has closed connection " + connection.index());
        }
        readAt = System.nanoTime();
        in.flip();
        frames.read(connection, in, this);
        if (in.hasRemaining()) {
            byte[] rest = new byte[in.remaining()];
            in.get(rest);
            connection.rest = rest;
        }
    }

    /** One whole frame of a connection, between two positions of the buffer. */
    void frame(Connection connection, int opcode, int from, int to) {
        switch (opcode) {
            case 1, 2 -> {
                if (listener != null && to > from) {
                    listener.frame(connection, in, from, to);
                }
            }
            case 8 -> {
                int code = to - from >= 2 ? in.getShort(from) & 0xFFFF : 1005;
                throw new TroubleException("the server closes connection " + connection.index() + " with " + code);
            }
            case 9 -> {
                byte[] payload = new byte[to - from];
                in.get(from, payload);
                send(connection, control(10, payload));
            }
            case 10 -> {}
            default -> throw new TroubleException("a frame with opcode " + opcode);
        }
    }

    private static ByteBuffer control(int opcode, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(6 + payload.length);
        frame.put((byte) (0x80 | opcode)).put((byte) (0x80 | payload.length)).put(MASK);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ MASK[i & 3]));
        }
        return frame.flip();
    }

    /** Drops a connection as a network does that goes away: no close frame, no waiting state. */
    public void drop(Connection connection) {
        connections.remove(connection);
        abort(connection);
    }

    /** Drops all connections at once. */
    public void dropAll() {
        connections.forEach(Wire::abort);
        connections.clear();
        try {
            selector.selectNow(key -> {});
        } catch (IOException e) {
            throw new TroubleException("selector: " + e.getMessage());
        }
    }

    private static void abort(Connection connection) {
        connection.stage(Connection.Stage.CLOSED);
        try {
            connection.channel.setOption(StandardSocketOptions.SO_LINGER, 0);
            connection.channel.close();
        } catch (IOException e) {
            // It is gone already, which is what was asked for.
        }
    }

    @Override
    public void close() throws IOException {
        dropAll();
        selector.close();
    }
}
