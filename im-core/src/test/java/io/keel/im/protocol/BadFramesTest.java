package io.keel.im.protocol;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.spi.Encoding;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Text that is no valid frame, and what is made of it. */
class BadFramesTest {

    static Stream<Arguments> malformed() {
        return Stream.of(
                // Bodies.
                arguments("{}", null, "body: none that is known (expected: exactly one)"),
                arguments("{'id':'7'}", "7", "body: none that is known (expected: exactly one)"),
                arguments("{'id':'7','shout':{}}", "7", "body: none that is known (expected: exactly one)"),
                arguments("{'id':'7','ping':null}", "7", "body: none that is known (expected: exactly one)"),
                arguments("{'id':'7','ping':{},'sync':{}}", "7", "sync: one of several (expected: exactly one)"),
                arguments("{'ping':{},'ping':{},'id':'7'}", "7", "ping: given twice"),
                arguments("{'id':'7','ping':[]}", "7", "ping: wrong type (expected: an object)"),
                arguments("{'id':'7','ping':'x'}", "7", "ping: wrong type (expected: an object)"),
                // Ids.
                arguments("{'id':7,'ping':{}}", null, "id: wrong type (expected: a string of valid Unicode)"),
                arguments("{'id':'','ping':{}}", null, FrameIds.EXPECTED),
                arguments("{'id':'" + "x".repeat(65) + "','ping':{}}", null, FrameIds.EXPECTED),
                arguments("{'id':'\\ud800','ping':{}}", null, "id: wrong type (expected: a string of valid Unicode)"),
                arguments("{'id':'7','ping':{},'id':'8'}", null, "id: given twice"),
                // Types, with the id before and behind them.
                arguments(
                        "{'id':'7','send':{'text':5}}", "7", "text: wrong type (expected: a string of valid Unicode)"),
                arguments(
                        "{'send':{'text':{}},'id':'7'}", "7", "text: wrong type (expected: a string of valid Unicode)"),
                arguments(
                        "{'send':{'text':[[1]]},'id':'7'}",
                        "7",
                        "text: wrong type (expected: a string of valid Unicode)"),
                arguments("{'id':'7','send':{'to':'bob'}}", "7", "to: wrong type (expected: an object)"),
                arguments(
                        "{'id':'7','send':{'to':{'user':true}}}",
                        "7",
                        "to.user: wrong type (expected: a string of valid Unicode)"),
                arguments("{'id':'7','send':{'mentions':'bob'}}", "7", "mentions: wrong type (expected: an array)"),
                arguments("{'id':'7','send':{'mentions':{}}}", "7", "mentions: wrong type (expected: an array)"),
                arguments(
                        "{'id':'7','send':{'mentions':['a',null]}}",
                        "7",
                        "mentions.1: wrong type (expected: a string of valid Unicode)"),
                arguments("{'id':'7','send':{'ext':[]}}", "7", "ext: wrong type (expected: an object)"),
                arguments(
                        "{'id':'7','send':{'ext':{'k':1}}}",
                        "7",
                        "ext.k: wrong type (expected: a string of valid Unicode)"),
                arguments(
                        "{'id':'7','send':{'ext':{'k':null}}}",
                        "7",
                        "ext.k: wrong type (expected: a string of valid Unicode)"),
                arguments("{'id':'7','send':{'ext':{'k':'1','k':'1'}}}", "7", "ext.k: given twice"),
                arguments("{'id':'7','send':{'text':'a','text':'a'}}", "7", "text: given twice"),
                arguments(
                        "{'id':'7','send':{'text':'\\ud800'}}",
                        "7",
                        "text: wrong type (expected: a string of valid Unicode)"),
                arguments(
                        "{'id':'7','send':{'text':'\\udc00\\ud800'}}",
                        "7",
                        "text: wrong type (expected: a string of valid Unicode)"),
                arguments("{'id':'7','send':{'data':'*'}}", "7", "data: wrong type (expected: base64)"),
                arguments("{'id':'7','send':{'data':'A'}}", "7", "data: wrong type (expected: base64)"),
                arguments("{'id':'7','send':{'data':'-_+/'}}", "7", "data: wrong type (expected: base64)"),
                arguments("{'id':'7','send':{'data':[1]}}", "7", "data: wrong type (expected: base64)"),
                arguments("{'id':'7','setConversation':{'mute':1}}", "7", "mute: wrong type (expected: true or false)"),
                arguments(
                        "{'id':'7','setConversation':{'mute':'true'}}",
                        "7",
                        "mute: wrong type (expected: true or false)"),
                arguments(
                        "{'id':'7','setRole':{'role':'KING'}}",
                        "7",
                        "role: wrong type (expected: one of the names that the schema lists)"),
                arguments(
                        "{'id':'7','setRole':{'role':'owner'}}",
                        "7",
                        "role: wrong type (expected: one of the names that the schema lists)"),
                arguments(
                        "{'id':'7','setRole':{'role':9}}",
                        "7",
                        "role: wrong type (expected: one of the names that the schema lists)"),
                arguments(
                        "{'id':'7','setRole':{'role':1.5}}",
                        "7",
                        "role: wrong type (expected: one of the names that the schema lists)"),
                // Numbers.
                arguments("{'id':'7','sync':{'after':1.5}}", "7", "after: wrong type (expected: an integer)"),
                arguments("{'id':'7','sync':{'after':'1.5'}}", "7", "after: wrong type (expected: an integer)"),
                arguments("{'id':'7','sync':{'after':''}}", "7", "after: wrong type (expected: an integer)"),
                arguments("{'id':'7','sync':{'after':' 1'}}", "7", "after: wrong type (expected: an integer)"),
                arguments("{'id':'7','sync':{'after':'+1'}}", "7", "after: wrong type (expected: an integer)"),
                arguments("{'id':'7','sync':{'after':'٣'}}", "7", "after: wrong type (expected: an integer)"),
                arguments("{'id':'7','sync':{'after':true}}", "7", "after: wrong type (expected: an integer)"),
                arguments(
                        "{'id':'7','sync':{'after':9223372036854775808}}",
                        "7",
                        "after: wrong type (expected: an integer)"),
                arguments(
                        "{'id':'7','sync':{'after':'-9223372036854775809'}}",
                        "7",
                        "after: wrong type (expected: an integer)"),
                arguments("{'id':'7','sync':{'after':1e999999999}}", "7", "after: wrong type (expected: an integer)"),
                arguments(
                        "{'id':'7','sync':{'after':1e99999999999999999999}}",
                        "7",
                        "after: wrong type (expected: an integer)"),
                arguments(
                        "{'id':'7','sync':{'after':1" + "0".repeat(5_000) + "}}",
                        "7",
                        "after: wrong type (expected: an integer)"),
                arguments("{'id':'7','sync':{'limit':2147483648}}", "7", "limit: wrong type (expected: an integer)"),
                // Depth.
                arguments(
                        "{'id':'7','x':" + "[".repeat(5_000) + "]".repeat(5_000) + ",'ping':{}}",
                        "7",
                        "nested too deeply (expected: 1000 levels at most)"));
    }

    @ParameterizedTest
    @MethodSource
    void malformed(String frame, @Nullable String id, String message) {
        assertThat(decode(json(frame))).isEqualTo(new Decoded.Malformed(id, message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "x",
                "5",
                "null",
                "true",
                "'text'",
                "[]",
                "[{}]",
                "{",
                "}",
                "{'id'",
                "{'id':",
                "{'id':'7'",
                "{'id':'7',}",
                "{,}",
                "{'id' '7'}",
                "{id:'7'}",
                "{'id':'7'}}",
                "{'id':'7','ping':{}} {}",
                "{'ping':{}}x",
                "{'ping':{}/**/}",
                "{'ping':{}} // no",
                "{'sync':{'after':NaN}}",
                "{'sync':{'after':+1}}",
                "{'sync':{'after':01}}",
                "{'sync':{'after':.5}}",
                "{'sync':{'after':1.}}",
                "{'sync':{'after':-}}",
                "{'sync':{'after':1e}}",
                "{'sync':{'after':0x1}}",
                "{'x':\"a\nb\"}",
                "{'x':'\\x'}",
                "{'x':'\\u12'}",
                "{'x':tru}",
                "{'x':undefined}",
                "{'x':[1,]}",
                "{'x':[1 2]}",
                "{'x':[}",
                "{'x':{]}",
                "{'a':1 'b':2}",
                "{'send':{'text':5},'id':'7'"
            })
    void unparsable(String frame) {
        assertThat(decode(json(frame))).isInstanceOf(Decoded.Unparsable.class);
    }

    @Test
    void singleQuotesAreNoJson() {
        assertThat(decode("{'id':'7','ping':{}}".getBytes(UTF_8))).isInstanceOf(Decoded.Unparsable.class);
    }

    @Test
    void onlyUtf8IsText() {
        String frame = "{\"id\":\"7\",\"ping\":{}}";

        assertThat(decode(frame.getBytes(UTF_8))).isInstanceOf(Decoded.Frame.class);
        assertThat(decode(frame.getBytes(UTF_16LE))).isInstanceOf(Decoded.Unparsable.class);
        assertThat(decode(("\uFEFF" + frame).getBytes(UTF_8))).isInstanceOf(Decoded.Unparsable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u00FF",
                "\u00C3",
                "\u00C0\u0080",
                "\u00E0\u0080\u0080",
                "\u00ED\u00A0\u0080",
                "\u00F4\u0090\u0080\u0080"
            })
    void brokenUtf8IsUnparsable(String bytes) {
        String send = "{\"send\":{\"to\":{\"user\":\"bob\"},\"clientMsgId\":\"c\",\"text\":\"" + bytes + "\"}}";
        String unknown = "{\"ping\":{},\"unknown\":\"" + bytes + "\"}";

        assertThat(decode(send.getBytes(ISO_8859_1))).isInstanceOf(Decoded.Unparsable.class);
        assertThat(decode(unknown.getBytes(ISO_8859_1))).isInstanceOf(Decoded.Unparsable.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'sync':{'after':'100','limit':20}}",
                "{'sync':{'after':100,'limit':'20'}}",
                "{'sync':{'after':1e2,'limit':2.0e1}}",
                "{'sync':{'after':100.0,'limit':20.00}}",
                "{'sync':{'after':'1E2','limit':200e-1}}",
                "{'sync':{'limit':20,'after':100,'new':{'of':['a',{'later':'version'}]}},'too':[null]}",
                "\t{ 'sync' : { 'after' : 100 , 'limit' : 20 } , 'ping' : null , 'id' : null }\r\n"
            })
    void manyWaysToSayTheSame(String frame) {
        assertThat(body(frame).getSync().getAfter()).isEqualTo(100);
        assertThat(body(frame).getSync().getLimit()).isEqualTo(20);
    }

    @Test
    void nullIsUnset() {
        ClientFrame frame = body("{'history':{'conversation':null,'after':null,'before':0,'limit':null}}");

        assertThat(frame.getHistory().hasAfter()).isFalse();
        assertThat(frame.getHistory().hasBefore()).isTrue();
        assertThat(body("{'send':{'to':null,'mentions':null,'ext':null,'replyTo':null,'data':null}}")
                        .getSend())
                .isEqualTo(io.keel.im.protocol.v1.Send.getDefaultInstance());
    }

    @ParameterizedTest
    @ValueSource(strings = {"++//", "--__", "aGk=", "aGk", "aGkh", ""})
    void base64OfEitherAlphabetWithOrWithoutPadding(String base64) {
        assertThat(body("{'send':{'data':'" + base64 + "'}}")
                        .getSend()
                        .getData()
                        .size())
                .isEqualTo(base64.replace("=", "").length() * 3 / 4);
    }

    @Test
    void enumsByNameOrNumber() {
        assertThat(body("{'setRole':{'role':'ADMIN'}}")).isEqualTo(body("{'setRole':{'role':2}}"));
        assertThat(body("{'createGroup':{'diffusion':'READ'}}")).isEqualTo(body("{'createGroup':{'diffusion':2}}"));
    }

    @Test
    void idMayHave64CharactersOfAnyPlane() {
        String id = "😀".repeat(64);

        assertThat(body("{'id':'" + id + "','ping':{}}").getId()).isEqualTo(id);
    }

    private static ClientFrame body(String frame) {
        return ((Decoded.Frame) decode(json(frame))).frame();
    }

    private static byte[] json(String quotedBySingleQuotes) {
        return quotedBySingleQuotes.replace('\'', '"').getBytes(UTF_8);
    }

    private static Decoded decode(byte[] bytes) {
        return FrameCodec.of(Encoding.JSON).decode(bytes, 0, bytes.length);
    }
}
