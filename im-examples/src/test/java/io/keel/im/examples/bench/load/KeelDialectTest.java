package io.keel.im.examples.bench.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.examples.wire.Connection;
import io.keel.im.examples.wire.KeelAccess;
import io.keel.im.examples.wire.TroubleException;
import io.keel.im.examples.wire.Wire;
import io.keel.im.protocol.v1.Error;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.protocol.v1.Message;
import io.keel.im.protocol.v1.Sent;
import io.keel.im.protocol.v1.ServerFrame;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class KeelDialectTest {

    private static final KeelAccess ACCESS = new KeelAccess("a-secret-of-thirty-two-bytes-or-more");
    private static final String ID = "~KA~0000000017";
    private static final String TEXT = SendTemplate.text(3).replace(SendTemplate.NUMBER, "0000000018");

    private final List<String> seen = new ArrayList<>();
    private final ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final Wire wire = new Wire(new KeelJsonDialect(ACCESS), server.getLocalPort());
    private final Connection connection = wire.open(0);

    KeelDialectTest() throws IOException {}

    @AfterEach
    void close() throws IOException {
        wire.close();
        server.close();
    }

    @Test
    void aJsonPushIsAMessageWhereverItsTextStands() {
        json("{\"inboxSeq\":\"5\",\"message\":{\"seq\":\"9\",\"text\":\"" + TEXT + "\"}}");
        json("{\"message\":{\"text\":\"" + TEXT + "\",\"seq\":\"9\"},\"inboxSeq\":\"5\"}");
        assertThat(seen).containsExactly("3 sent 18", "3 sent 18");
    }

    @Test
    void aJsonReplyIsAnAcknowledgementOnlyIfItSaysSent() {
        json("{\"id\":\"" + ID + "\",\"sent\":{\"seq\":\"9\"}}");
        json("{\"sent\":{\"seq\":\"9\"},\"id\":\"" + ID + "\"}");
        assertThat(seen).containsExactly("17 acknowledged", "17 acknowledged");
        assertThatThrownBy(() -> json("{\"id\":\"" + ID + "\",\"error\":{\"code\":\"RATE_LIMITED\"}}"))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("RATE_LIMITED");
    }

    @Test
    void protobufIsUnderstoodAlike() {
        protobuf(ServerFrame.newBuilder()
                .setInboxSeq(300)
                .setMessage(Message.newBuilder().setMessageId(1L << 60).setText(TEXT)));
        protobuf(ServerFrame.newBuilder().setId(ID).setSent(Sent.newBuilder().setSeq(9)));
        assertThat(seen).containsExactly("3 sent 18", "17 acknowledged");
        assertThatThrownBy(() -> protobuf(ServerFrame.newBuilder()
                        .setId(ID)
                        .setError(Error.newBuilder().setCode(ErrorCode.RATE_LIMITED))))
                .isInstanceOf(TroubleException.class)
                .hasMessageContaining("RATE_LIMITED");
    }

    @Test
    void beingBehindIsTrouble() {
        assertThatThrownBy(() -> json("{\"behind\":{}}")).isInstanceOf(TroubleException.class);
    }

    private void json(String frame) {
        byte[] bytes = frame.getBytes(StandardCharsets.UTF_8);
        new KeelJsonDialect(ACCESS).read(connection, ByteBuffer.wrap(bytes), 0, bytes.length, wire, new Seen());
    }

    private void protobuf(ServerFrame.Builder frame) {
        byte[] bytes = frame.build().toByteArray();
        new KeelProtobufDialect(ACCESS).read(connection, ByteBuffer.wrap(bytes), 0, bytes.length, wire, new Seen());
    }

    private final class Seen implements Events {

        @Override
        public void ready(Connection connection) {
            seen.add("ready");
        }

        @Override
        public void delivered(Connection connection, int sender, long number) {
            seen.add(sender + " sent " + number);
        }

        @Override
        public void acknowledged(Connection connection, long number) {
            seen.add(number + " acknowledged");
        }

        @Override
        public void turnEnded() {}
    }
}
