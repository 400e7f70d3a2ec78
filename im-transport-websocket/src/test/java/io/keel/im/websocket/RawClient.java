package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.TreeMap;

/** A client that says byte by byte what a test wants said, right or wrong. */
final class RawClient implements AutoCloseable {

    static final String KEY = "dGhlIHNhbXBsZSBub25jZQ==";
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int PATIENCE_MILLIS = 10_000;

    final Socket socket;
    final DataInputStream in;

    private RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(PATIENCE_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
    }

    static RawClient connect(int port) throws IOException {
        return new RawClient(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    static RawClient of(Socket socket) throws IOException {
        return new RawClient(socket);
    }

    /** Connects and becomes a WebSocket that speaks JSON. */
    static RawClient webSocket(int port) throws IOException {
        return webSocket(port, "/ws", "");
    }

    static RawClient webSocket(int port, String target, String headers) throws IOException {
        RawClient client = connect(port);
        client.say(client.upgrade(target, headers));
        Answer answer = client.answer();
        if (answer.status() != 101) {
            throw new IOException("not upgraded: " + answer);
        }
        return client;
    }

    /** A request for an upgrade, with further headers, each ended by CRLF. */
    String upgrade(String target, String headers) {
        return "GET " + target + " HTTP/1.1\r\nHost: 127.0.0.1:" + socket.getPort()
                + "\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key: " + KEY + "\r\n" + headers + "\r\n";
    }

    void say(String text) throws IOException {
        say(text.getBytes(UTF_8));
    }

    void say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
    }

    /** Sends a whole text frame. */
    void text(String text) throws IOException {
        say(frame(0x80 | TEXT, text.getBytes(UTF_8)));
    }

    /** Sends a frame with this first byte. */
    void frame(int first, String payload) throws IOException {
        say(frame(first, payload.getBytes(UTF_8)));
    }

    static byte[] frame(int first, byte[] payload) {
        ByteBuffer frame = ByteBuffer.allocate(14 + payload.length).put((byte) first);
        if (payload.length < 126) {
            frame.put((byte) (0x80 | payload.length));
        } else if (payload.length < 1 << 16) {
            frame.put((byte) 0xFE).putShort((short) payload.length);
        } else {
            frame.put((byte) 0xFF).putLong(payload.length);
        }
        byte[] mask = {0x12, (byte) 0xA4, 0x56, (byte) 0xF8};
        frame.put(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.put((byte) (payload[i] ^ mask[i % 4]));
        }
        byte[] bytes = new byte[frame.position()];
        frame.flip().get(bytes);
        return bytes;
    }

    static byte[] closePayload(int code, String reason) {
        byte[] text = reason.getBytes(UTF_8);
        return ByteBuffer.allocate(2 + text.length)
                .putShort((short) code)
                .put(text)
                .array();
    }

    /** Reads a frame that is neither masked nor fragmented. */
    Frame frame() throws IOException {
        int first = in.readUnsignedByte();
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = Math.toIntExact(in.readLong());
        }
        byte[] payload = new byte[length];
        in.readFully(payload);
        return new Frame(first, payload);
    }

    /** Reads up to a close frame and returns its code and reason, as in {@code 1002 why}. */
    String closed() throws IOException {
        Frame frame = frame();
        while (frame.opcode() != CLOSE) {
            frame = frame();
        }
        return frame.close();
    }

    /** Reads until the server has ended the connection. */
    boolean ended() throws IOException {
        try {
            while (in.read() >= 0) {
                // What still comes is of no interest.
            }
            return true;
        } catch (SocketException reset) {
            return true;
        }
    }

    /** Reads an answer whose length is told. */
    Answer answer() throws IOException {
        return answer(false);
    }

    /** Reads an answer without a body, whatever it says of one. */
    Answer bodiless() throws IOException {
        return answer(true);
    }

    private Answer answer(boolean bodiless) throws IOException {
        String status = line();
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (String line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon), line.substring(colon + 1).trim());
        }
        byte[] body = new byte[bodiless ? 0 : Integer.parseInt(headers.getOrDefault("Content-Length", "0"))];
        in.readFully(body);
        return new Answer(Integer.parseInt(status.split(" ")[1]), headers, new String(body, UTF_8));
    }

    private String line() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("after " + line.toString(ISO_8859_1));
            }
            if (next != '\r') {
                line.write(next);
            }
        }
        return line.toString(ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    record Answer(int status, Map<String, String> headers, String body) {}

    @SuppressWarnings("ArrayRecordComponent")
    record Frame(int first, byte[] payload) {

        int opcode() {
            return first & 0x0F;
        }

        String text() {
            return new String(payload, UTF_8);
        }

        String close() {
            if (payload.length == 0) {
                return "";
            }
            int code = (payload[0] & 0xFF) << 8 | (payload[1] & 0xFF);
            return (code + " " + new String(payload, 2, payload.length - 2, UTF_8)).trim();
        }
    }
}
