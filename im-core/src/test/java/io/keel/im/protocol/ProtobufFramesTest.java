package io.keel.im.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Sync;
import io.keel.im.spi.Encoding;
import org.junit.jupiter.api.Test;

class ProtobufFramesTest {

    private static final int FIRST_FREE_FIELD = 100;

    private final ClientFrame ping = ClientFrame.newBuilder()
            .setId("7")
            .setPing(Ping.getDefaultInstance())
            .build();
    private final ClientFrame sync =
            ClientFrame.newBuilder().setSync(Sync.newBuilder().setAfter(5)).build();

    @Test
    void frameInTheMiddleOfABuffer() {
        ByteString buffer =
                ByteString.copyFromUtf8("xx").concat(ping.toByteString()).concat(ByteString.copyFromUtf8("xx"));

        assertThat(FrameCodec.of(Encoding.PROTOBUF).decode(buffer.toByteArray(), 2, buffer.size() - 4))
                .isEqualTo(new Decoded.Frame(ping));
    }

    @Test
    void twoBodiesAreMalformed() {
        assertThat(decode(ping.toByteString().concat(sync.toByteString())))
                .isEqualTo(new Decoded.Malformed("7", "body: more than one (expected: exactly one)"));
    }

    @Test
    void oneBodyTwiceIsMalformed() {
        assertThat(decode(sync.toByteString().concat(sync.toByteString())))
                .isEqualTo(new Decoded.Malformed(null, "body: more than one (expected: exactly one)"));
    }

    @Test
    void noBodyThatIsKnownIsMalformed() {
        ClientFrame unknown = ClientFrame.newBuilder()
                .setId("7")
                .setUnknownFields(unknown(UnknownFieldSet.Field.newBuilder()
                        .addLengthDelimited(ByteString.EMPTY)
                        .build()))
                .build();

        assertThat(decode(unknown.toByteString()))
                .isEqualTo(new Decoded.Malformed("7", "body: none that is known (expected: exactly one)"));
        assertThat(decode(ByteString.EMPTY))
                .isEqualTo(new Decoded.Malformed(null, "body: none that is known (expected: exactly one)"));
    }

    @Test
    void bodyOfAnotherWireTypeIsMalformed() {
        UnknownFieldSet number = UnknownFieldSet.newBuilder()
                .addField(
                        ClientFrame.PING_FIELD_NUMBER,
                        UnknownFieldSet.Field.newBuilder().addVarint(1).build())
                .build();

        assertThat(decode(ClientFrame.newBuilder()
                        .setId("7")
                        .setUnknownFields(number)
                        .build()
                        .toByteString()))
                .isEqualTo(new Decoded.Malformed("7", "body: none that is known (expected: exactly one)"));
    }

    @Test
    void unknownFieldsOfEveryWireTypeAreIgnored() {
        UnknownFieldSet.Field everyType = UnknownFieldSet.Field.newBuilder()
                .addVarint(Long.MIN_VALUE)
                .addFixed32(-1)
                .addFixed64(-1)
                .addLengthDelimited(ByteString.copyFromUtf8("later"))
                // What stands in a group is not at the top, whatever its number.
                .addGroup(UnknownFieldSet.newBuilder()
                        .addField(
                                ClientFrame.PING_FIELD_NUMBER,
                                UnknownFieldSet.Field.newBuilder()
                                        .addLengthDelimited(ByteString.EMPTY)
                                        .build())
                        .build())
                .build();
        ClientFrame later =
                sync.toBuilder().setUnknownFields(unknown(everyType)).build();

        assertThat(decode(later.toByteString())).isEqualTo(new Decoded.Frame(later));
    }

    @Test
    void invalidUtf8IsUnparsable() {
        ByteString id = ByteString.copyFrom(new byte[] {0x0A, 2, (byte) 0xC0, (byte) 0x80});

        assertThat(decode(id.concat(sync.toByteString()))).isInstanceOf(Decoded.Unparsable.class);
    }

    @Test
    void cutFrameIsUnparsable() {
        ByteString whole = ping.toByteString();

        assertThat(decode(whole.substring(0, whole.size() - 1))).isInstanceOf(Decoded.Unparsable.class);
    }

    @Test
    void invalidIdIsNotEchoed() {
        assertThat(decode(ping.toBuilder().setId("").build().toByteString()))
                .isEqualTo(new Decoded.Malformed(null, FrameIds.EXPECTED));
        assertThat(decode(ping.toBuilder().setId("x".repeat(65)).build().toByteString()))
                .isEqualTo(new Decoded.Malformed(null, FrameIds.EXPECTED));
    }

    private static UnknownFieldSet unknown(UnknownFieldSet.Field field) {
        return UnknownFieldSet.newBuilder().addField(FIRST_FREE_FIELD, field).build();
    }

    private static Decoded decode(ByteString bytes) {
        return FrameCodec.of(Encoding.PROTOBUF).decode(bytes.toByteArray(), 0, bytes.size());
    }
}
