package io.keel.im.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The short way through hot frames is only a short way. */
class PlainFramesTest {

    /** What the frames are put together from, likely and unlikely in turn. */
    private static final List<String> PIECES = List.of(
            "{",
            "}",
            ",",
            ":",
            " ",
            "\"id\"",
            "\"send\"",
            "\"read\"",
            "\"ping\"",
            "\"to\"",
            "\"user\"",
            "\"group\"",
            "\"conversation\"",
            "\"clientMsgId\"",
            "\"text\"",
            "\"seq\"",
            "\"7\"",
            "7",
            "007",
            "\"x\\ny\"",
            "\"\\ud83d\\ude00\"",
            "\"\\ud83d\"",
            "\"\\uD83D\\n\"",
            "\"\\u00\"",
            "\"\\x\"",
            "\"\\",
            "\\",
            "\"\\uFFFD\"",
            "\uFFFD",
            "\"你好\"",
            "\"\"",
            "null",
            "1e2",
            "\n",
            "\"ext\"",
            "999999999999999999",
            "9999999999999999999",
            "\u0000",
            "\"\u0001\"");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"7\",\"send\":{\"to\":{\"user\":\"bob\"},\"clientMsgId\":\"c-1\",\"text\":\"你好\"}}",
                "{\"send\":{\"text\":\"hi\",\"clientMsgId\":\"c-1\",\"conversation\":\"g:x\"},\"id\":\"7\"}",
                " { \"send\" : { \"to\" : { \"group\" : \"g\" } , \"clientMsgId\" : \"c\" , \"text\" : \"t\" } }\n",
                "{\"read\":{\"conversation\":\"d:a:b\",\"seq\":\"17\"}}",
                "{\"read\":{\"seq\":0,\"conversation\":\"d:a:b\"}}",
                "{\"id\":\"7\",\"ping\":{}}",
                "{\"send\":{\"clientMsgId\":\"c\",\"text\":\"\\u4f60\\ud83d\\uDE00 é \\\"\\\\\\/\\n\\r\\t\\b\\f\\u0000\"}}"
            })
    void hotFrameTakesTheShortWay(String json) {
        byte[] frame = json.getBytes(UTF_8);

        assertThat(PlainFrameReader.read(frame, 0, frame.length)).isNotNull();
        assertSameAsAnyFrame(frame);
    }

    @Property(tries = 5_000)
    void shortWayNeverChangesTheOutcome(@ForAll Random random) {
        assertSameAsAnyFrame(nearlyHot(random).getBytes(UTF_8));
    }

    @Test
    void readsNothingOutsideTheFrame() {
        byte[] buffer = "xx{\"id\":\"7\",\"ping\":{}}\"}".getBytes(UTF_8);

        assertThat(PlainFrameReader.read(buffer, 2, 20)).isNotNull();
        for (int length = 0; length < 20; length++) {
            assertThat(PlainFrameReader.read(buffer, 2, length)).isNull();
        }
    }

    /** Replaces, drops or repeats a few pieces of a frame that is hot. */
    private static String nearlyHot(Random random) {
        StringBuilder json = new StringBuilder();
        for (String piece : hot(random).split("(?<=[{}:,])|(?=[{}:,])")) {
            int dice = random.nextInt(30);
            if (dice == 0) {
                json.append(PIECES.get(random.nextInt(PIECES.size())));
            } else if (dice == 1) {
                json.append(piece).append(piece);
            } else if (dice > 2) {
                json.append(piece);
            }
        }
        return json.toString();
    }

    private static String hot(Random random) {
        return switch (random.nextInt(3)) {
            case 0 -> "{\"id\":\"7\",\"send\":{\"to\":{\"user\":\"bob\"},\"clientMsgId\":\"c-1\",\"text\":\"t é\"}}";
            case 1 -> "{\"read\":{\"conversation\":\"g:x\",\"seq\":\"17\"},\"id\":\"é\"}";
            default -> "{\"ping\":{},\"id\":\"8\"}";
        };
    }

    private static void assertSameAsAnyFrame(byte[] frame) {
        var plain = PlainFrameReader.read(frame, 0, frame.length);
        if (plain != null) {
            assertThat(JsonFrameCodec.INSTANCE.decodeAny(frame, 0, frame.length))
                    .isEqualTo(new Decoded.Frame(plain));
        }
    }
}
