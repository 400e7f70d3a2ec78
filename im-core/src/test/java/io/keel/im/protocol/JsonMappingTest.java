package io.keel.im.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Message;
import com.google.protobuf.util.JsonFormat;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.ClientChannel;
import io.keel.im.spi.Encoding;
import java.io.IOException;
import java.util.Locale;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The JSON that frames are written in and read from is the canonical mapping; protobuf's own JsonFormat is the judge. */
class JsonMappingTest {

    private static final ClientCodec CLIENT = ClientCodec.of(Encoding.JSON);

    @Property
    void othersReadWhatIsWritten(@ForAll Random random) throws IOException {
        RandomFrames frames = new RandomFrames(random);
        ClientFrame request = frames.client();
        ServerFrame push = frames.server();

        assertThat(judged(CLIENT.encode(request), ClientFrame.newBuilder())).isEqualTo(request);
        assertThat(judged(json(push), ServerFrame.newBuilder())).isEqualTo(push);
    }

    @Property
    void whatOthersWriteIsRead(@ForAll Random random) throws IOException {
        RandomFrames frames = new RandomFrames(random);
        ClientFrame request = frames.client();
        ServerFrame push = frames.server();

        byte[] written = JsonFormat.printer().print(request).getBytes(UTF_8);
        assertThat(decode(written)).isEqualTo(new Decoded.Frame(request));
        assertThat(CLIENT.decode(JsonFormat.printer().print(push).getBytes(UTF_8)))
                .isEqualTo(push);
    }

    @Property
    void bothSidesUnderstandEachOther(@ForAll Random random) throws IOException {
        RandomFrames frames = new RandomFrames(random);
        ClientFrame request = frames.client();
        ServerFrame push = frames.server();

        assertThat(decode(CLIENT.encode(request))).isEqualTo(new Decoded.Frame(request));
        assertThat(CLIENT.decode(json(push))).isEqualTo(push);
    }

    @Property
    void zeroesAreLeftOutAndLongsAreStrings(@ForAll Random random) throws IOException {
        ServerFrame push = new RandomFrames(random).server();

        // The printer writes the same fields in the same order; it only escapes more.
        String canonical =
                JsonFormat.printer().omittingInsignificantWhitespace().print(push);
        assertThat(lowerCaseEscapes(new String(json(push), UTF_8))).isEqualTo(unescaped(canonical));
    }

    private static Decoded decode(byte[] bytes) {
        return FrameCodec.of(Encoding.JSON).decode(bytes, 0, bytes.length);
    }

    private static byte[] json(ServerFrame frame) {
        return FrameHead.frame(Encoding.JSON, null, ClientChannel.NO_INBOX_SEQ, EncodedPayload.of(frame));
    }

    private static Message judged(byte[] json, Message.Builder target) throws IOException {
        JsonFormat.parser().merge(new String(json, UTF_8), target);
        return target.build();
    }

    /** The digits of an escape are of either case. */
    private static String lowerCaseEscapes(String json) {
        return Pattern.compile("(?<!\\\\)(?:\\\\\\\\)*\\\\u00[01][0-9A-F]")
                .matcher(json)
                .replaceAll(escape -> Matcher.quoteReplacement(escape.group().toLowerCase(Locale.ROOT)));
    }

    /** Undoes what the printer escapes for the sake of HTML. */
    private static String unescaped(String json) {
        return json.replace("\\u003c", "<")
                .replace("\\u003e", ">")
                .replace("\\u0026", "&")
                .replace("\\u003d", "=")
                .replace("\\u0027", "'")
                .replace("\\u2028", "\u2028");
    }
}
