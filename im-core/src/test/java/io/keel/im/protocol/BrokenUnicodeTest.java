package io.keel.im.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.spi.Encoding;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON that escapes one half of a surrogate pair: wherever it stands, the frame is refused under its id. */
class BrokenUnicodeTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'send':{'ext':{'\\ud800':'a'}}",
                "'send':{'ext':{'\\uDC00':'a'}}",
                "'send':{'ext':{'a\\ud800b' \t: 'a'}}",
                "'send':{'ext':{'\\ud800\\ud800\\udc00':'a'}}",
                "'send':{'ext':{'\\udc00\\ud800':'a'}}",
                "'send':{'ext':{'\\ud83d\\u0041':'a'}}",
                "'send':{'ext':{'\\\\\\ud83d\\\\ude00':'a'}}",
                "'send':{'ext':{'\\'\\ud800':'a'}}",
                "'send':{'ext':{'\\ud800':'a','\\udfff':'b'}}",
                "'ping':{},'\\ud800':1",
                "'ping':{'\\ud800':{'x':[]}}",
                "'ping':{},'unknown':[{'\\ud800':1}]",
                "'\\ud800':1"
            })
    void inName(String fields) {
        assertRefused(fields, BrokenNames.EXPECTED);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'ping':{},'unknown':'\\ud800'",
                "'ping':{},'unknown':['a',{'b':['\\udfff']},'c']",
                "'ping':{'unknown':{'a':{},'b':'x\\ud83d'}}",
            })
    void inUnknownField(String fields) {
        assertThat(decode("{'id':'7'," + fields + "}")).isInstanceOfSatisfying(Decoded.Malformed.class, malformed -> {
            assertThat(malformed.id()).isEqualTo("7");
            assertThat(malformed.message()).endsWith(": wrong type (expected: valid Unicode)");
        });
    }

    @Test
    void inIdMakesTheErrorBearNone() {
        assertThat(decode("{'\\ud800':1,'id':'\\ud800','ping':{}}"))
                .isEqualTo(new Decoded.Malformed(null, BrokenNames.EXPECTED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'\\ud800':1",
                "{'\\ud800'",
                "{'\\ud800':}",
                "{'id':'7','\\ud800':1,}",
                "{'id':'7','\\ud800':1} x",
                "{'id':'7','\\ud8':1}",
                "{'id':'7','\\ud8\uff10\uff10':1}",
                "['\\ud800':1]",
                "'\\ud800':",
                "'\\"
            })
    void inWhatIsNoJson(String text) {
        assertThat(decode(text)).isInstanceOf(Decoded.Unparsable.class);
    }

    @Test
    void pairsAndEscapedBackslashesAreFine() {
        String ext = "'\\ud83d\\ude00':'\\ud83d\\ude00','\\\\ud800':'\\\\ud800','\ud83d\ude00 \\u4f60':''";

        assertThat(decode("{'send':{'ext':{" + ext + "}},'unknown':'\\ud83d\\ude00'}"))
                .isInstanceOfSatisfying(
                        Decoded.Frame.class,
                        frame -> assertThat(frame.frame().getSend().getExtMap())
                                .containsEntry("\ud83d\ude00", "\ud83d\ude00")
                                .containsEntry("\\ud800", "\\ud800")
                                .containsEntry("\ud83d\ude00 \u4f60", ""));
    }

    @ParameterizedTest
    @ValueSource(ints = {93, 94, 95, 96})
    void answerThatNamesALongFieldIsCutBetweenCharacters(int before) {
        String key = "k".repeat(before) + "\ud83d\ude00".repeat(3);

        assertThat(decode("{'id':'7','send':{'ext':{'" + key + "':1}}}"))
                .isInstanceOfSatisfying(Decoded.Malformed.class, malformed -> {
                    assertThat(malformed.message()).matches("ext\\.k+\\P{Cs}*\u2026: wrong type .*");
                    assertThat(UTF_8.newEncoder().canEncode(malformed.message()))
                            .isTrue();
                });
    }

    private static void assertRefused(String fields, String message) {
        assertThat(decode("{'id':'7'," + fields + "}")).isEqualTo(new Decoded.Malformed("7", message));
        assertThat(decode("{" + fields + ",'id':'7'}")).isEqualTo(new Decoded.Malformed("7", message));
        assertThat(decode("{" + fields + "}")).isEqualTo(new Decoded.Malformed(null, message));
    }

    private static Decoded decode(String quotedBySingleQuotes) {
        byte[] bytes = quotedBySingleQuotes.replace('\'', '"').getBytes(UTF_8);
        return FrameCodec.of(Encoding.JSON).decode(bytes, 0, bytes.length);
    }
}
