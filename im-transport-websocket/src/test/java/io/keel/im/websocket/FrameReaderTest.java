package io.keel.im.websocket;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.spi.CloseCode;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Frames are the same however the network cuts them. */
class FrameReaderTest {

    private static final int LIMIT = 1024;

    @Property(tries = 300)
    void framesDoNotDependOnHowTheNetworkCutsThem(
            @ForAll("listsOfTexts") List<String> texts, @ForAll @IntRange(min = 1, max = 600) int step) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (String text : texts) {
            stream.writeBytes(RawClient.frame(0x81, text.getBytes(UTF_8)));
        }
        Recorder recorder = new Recorder();
        feed(recorder, stream.toByteArray(), step);

        assertThat(recorder.heard).isEqualTo(texts);
    }

    @Property(tries = 300)
    void fragmentsMakeTheMessageThatWasCut(
            @ForAll("texts") String text, @ForAll @IntRange(min = 1, max = 50) int fragment) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        for (int at = 0; at < bytes.length || at == 0; at += fragment) {
            byte[] piece = new byte[Math.min(fragment, bytes.length - at)];
            System.arraycopy(bytes, at, piece, 0, piece.length);
            boolean last = at + fragment >= bytes.length;
            stream.writeBytes(RawClient.frame((last ? 0x80 : 0) | (at == 0 ? RawClient.TEXT : 0), piece));
        }
        Recorder recorder = new Recorder();
        feed(recorder, stream.toByteArray(), 7);

        assertThat(recorder.heard).containsExactly(text);
    }

    @Property(tries = 2_000)
    void whatIsUtf8IsWhatTheJdkTakesForIt(@ForAll @Size(max = 12) byte[] bytes) {
        Recorder recorder = new Recorder();
        feed(recorder, RawClient.frame(0x81, bytes), 1_000);
        boolean valid;
        try {
            UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            valid = true;
        } catch (CharacterCodingException malformed) {
            valid = false;
        }

        assertThat(recorder.heard).hasSize(1);
        assertThat(recorder.heard.get(0).equals("INVALID_PAYLOAD")).isEqualTo(!valid);
    }

    @Property(tries = 2_000)
    void noBytesWhateverMakeItFail(
            @ForAll @Size(max = 200) byte[] bytes, @ForAll @IntRange(min = 1, max = 50) int step) {
        feed(new Recorder(), bytes, step);
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.strings()
                .withChars('a', 'é', '你')
                .withChars("😀".toCharArray()[0])
                .ofMaxLength(300)
                .map(text -> text.replace("😀".substring(0, 1), "😀"));
    }

    @Provide
    Arbitrary<List<String>> listsOfTexts() {
        return texts().list().ofMaxSize(10);
    }

    private static void feed(Recorder recorder, byte[] stream, int step) {
        ByteBufAllocator allocator = UnpooledByteBufAllocator.DEFAULT;
        FrameReader reader = new FrameReader(recorder, new byte[LIMIT * 4], LIMIT * 4, allocator);
        for (int at = 0; at < stream.length; at += step) {
            reader.read(Unpooled.copiedBuffer(stream, at, Math.min(step, stream.length - at)));
        }
        reader.end();
    }

    private static final class Recorder implements FrameSink {

        private final List<String> heard = new ArrayList<>();

        @Override
        public boolean takes(boolean text) {
            return true;
        }

        @Override
        public void message(boolean text, byte[] bytes, int offset, int length) {
            heard.add(new String(bytes, offset, length, UTF_8));
        }

        @Override
        public void ping(byte[] bytes, int offset, int length) {
            heard.add("ping");
        }

        @Override
        public void pong() {
            heard.add("pong");
        }

        @Override
        public void peerCloses(ClosePayload payload) {
            heard.add("closes");
        }

        @Override
        public void violated(CloseCode code, String reason) {
            heard.add(code.name());
        }
    }
}
