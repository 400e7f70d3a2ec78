package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.INVALID_ARGUMENT;
import static io.keel.im.protocol.v1.ErrorCode.NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Members;
import io.keel.im.protocol.v1.Role;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Target;
import io.keel.im.testkit.client.ScriptedClient;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is malformed is refused with INVALID_ARGUMENT, bears its id, and leaves nothing behind. */
class ArgumentsTest extends ChatTest {
    static Stream<Arguments> badSends() {
        return Stream.of(
                bad("no place", send -> send.clearTo()),
                bad("two places", send -> send.setConversation(ALICE_BOB)),
                bad(
                        "user and group",
                        send -> send.setTo(Target.newBuilder().setUser("bob").setGroup("g"))),
                bad("empty target", send -> send.setTo(Target.getDefaultInstance())),
                bad("bad user", send -> send.setTo(Target.newBuilder().setUser("b b"))),
                bad("long user", send -> send.setTo(Target.newBuilder().setUser("b".repeat(65)))),
                bad("bad group", send -> send.setTo(Target.newBuilder().setGroup("g:g"))),
                bad("users out of order", send -> send.clearTo().setConversation("d:bob:alice")),
                bad("no clientMsgId", Send.Builder::clearClientMsgId),
                bad("space in clientMsgId", send -> send.setClientMsgId("a b")),
                bad("clientMsgId not ASCII", send -> send.setClientMsgId("é")),
                bad("long clientMsgId", send -> send.setClientMsgId("x".repeat(65))),
                bad("no content", Send.Builder::clearText),
                bad(
                        "text and data",
                        send -> send.setData(ByteString.copyFromUtf8("x")).setContentType("a/b")),
                bad("data without contentType", send -> send.clearText().setData(ByteString.copyFromUtf8("x"))),
                bad("contentType without data", send -> send.setContentType("a/b")),
                bad("bad mention", send -> send.addMentions("b b")),
                bad("101 mentions", send -> {
                    for (int i = 0; i < 101; i++) {
                        send.addMentions("m" + i);
                    }
                    return send;
                }),
                bad("33 ext", send -> {
                    for (int i = 0; i < 33; i++) {
                        send.putExt("k" + i, "v");
                    }
                    return send;
                }),
                bad("replyTo 0", send -> send.setReplyTo(0)),
                bad("replyTo -1", send -> send.setReplyTo(-1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("badSends")
    void malformedSendIsRefused(String name, UnaryOperator<Send.Builder> spoil) {
        for (ScriptedClient alice : new ScriptedClient[] {
            chat().client("alice", "json"), chat().client("alice", "protobuf", io.keel.im.spi.Encoding.PROTOBUF)
        }) {
            Send.Builder draft = spoil.apply(alice.draft("bob", "x"));

            assertThat(refusal(() -> alice.send(draft))).isEqualTo(INVALID_ARGUMENT);
        }
        assertThat(bob().history(ALICE_BOB).getMessagesList()).isEmpty();
    }

    @Test
    void largestSendOfAllFieldsIsTaken() {
        ScriptedClient alice = alice();
        Send.Builder draft = alice.draft("bob", "x").setClientMsgId("~".repeat(64));
        for (int i = 0; i < 100; i++) {
            draft.addMentions("m" + i);
        }
        for (int i = 0; i < 32; i++) {
            draft.putExt("k" + i, "v");
        }

        assertThat(refusal(() -> alice.send(draft))).isNull();
    }

    @Test
    void replyToASeqThatDoesNotExistIsNotFound() {
        ScriptedClient alice = alice();

        assertThat(refusal(() -> alice.send(alice.draft("bob", "x").setReplyTo(1))))
                .isEqualTo(NOT_FOUND);
    }

    @Test
    void malformedGroupsAreRefused() {
        ScriptedClient alice = alice();

        assertThat(refusal(() -> alice.createGroup("bad name"))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.createGroup("team", "bad name"))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.addMembers("team"))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.removeMembers("team"))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.setRole("team", "bob", Role.ROLE_UNSPECIFIED)))
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() -> alice.groupInfo(""))).isEqualTo(INVALID_ARGUMENT);
        assertThat(refusal(() ->
                        alice.members(Members.newBuilder().setGroup("team").setLimit(201))))
                .isEqualTo(INVALID_ARGUMENT);
    }

    @Test
    void listsHoldUpToAThousand() {
        ScriptedClient alice = alice();
        CreateGroup.Builder create = CreateGroup.newBuilder().setGroup("big").setName("big");
        for (int i = 0; i < 1_000; i++) {
            create.addMembers("m" + i);
        }
        assertThat(alice.createGroup(create).getSize()).isEqualTo(1_001);

        create.setGroup("bigger").addMembers("one-more");
        assertThat(refusal(() -> alice.createGroup(create))).isEqualTo(INVALID_ARGUMENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"7\"}",
                "{\"id\":\"7\",\"nonsense\":{}}",
                "{\"id\":\"7\",\"ping\":{},\"sync\":{}}",
                "{\"id\":\"7\",\"sync\":{\"after\":\"x\"}}",
                "{\"id\":\"7\",\"sync\":{\"after\":1.5}}",
                "{\"id\":\"7\",\"sync\":{\"limit\":\"many\"}}",
                "{\"id\":\"7\",\"sync\":[]}",
                "{\"id\":\"7\",\"send\":{\"to\":\"bob\",\"clientMsgId\":\"m\",\"text\":\"x\"}}",
                "{\"id\":\"7\",\"send\":{\"to\":{\"user\":\"bob\"},\"clientMsgId\":\"m\",\"text\":5}}",
                "{\"id\":\"7\",\"send\":{\"to\":{\"user\":\"bob\"},\"clientMsgId\":\"m\",\"text\":\"\\ud800\"}}",
                "{\"id\":\"7\",\"setRole\":{\"group\":\"g\",\"user\":\"bob\",\"role\":\"KING\"}}",
                "{\"id\":\"7\",\"send\":{\"to\":{\"user\":\"bob\"},\"clientMsgId\":\"m\",\"data\":\"***\",\"contentType\":\"a/b\"}}"
            })
    void wrongShapesBearTheirId(String frame) {
        ScriptedClient alice = alice();

        alice.sendRaw(frame.getBytes(StandardCharsets.UTF_8));

        ServerFrame reply = alice.reply("7");
        assertThat(reply.getError().getCode()).isEqualTo(INVALID_ARGUMENT);
        assertThat(reply.getError().getMessage()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":7,\"ping\":{}}",
                "{\"id\":\"\",\"ping\":{}}",
                "{\"id\":\"xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\",\"ping\":{}}",
                "nonsense",
                "\"text\"",
                "{\"ping\":{}",
                "[]"
            })
    void framesWithoutAProperIdGetAnErrorWithoutOne(String frame) {
        ScriptedClient alice = alice();

        alice.sendRaw(frame.getBytes(StandardCharsets.UTF_8));

        assertThat(alice.expect(ServerFrame.BodyCase.ERROR).getError().getCode())
                .isEqualTo(INVALID_ARGUMENT);
        assertThat(alice.ping()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"7\",\"ping\":{}}",
                "{\"ping\":{},\"id\":\"7\"}",
                " { \"id\" : \"7\" , \"ping\" : { \"future\" : [1, {\"a\":null}] } , \"later\" : 1 } ",
                "{\"id\":\"7\",\"ping\":{},\"sync\":null}",
                "{\"id\":\"7\",\"sync\":{\"after\":0,\"limit\":0}}",
                "{\"id\":\"7\",\"sync\":{\"after\":\"0\",\"limit\":null}}",
                "{\"id\":\"7\",\"sync\":{}}",
                "{\"id\":\"\\u0037\",\"sync\":{\"after\":1e0}}"
            })
    void lenientShapesAreServed(String frame) {
        ScriptedClient alice = alice();

        alice.sendRaw(frame.getBytes(StandardCharsets.UTF_8));

        assertThat(alice.reply("7").hasError()).isFalse();
    }

    @Test
    void idOfSixtyFourCharactersIsTaken() {
        ScriptedClient alice = alice();
        String id = "号".repeat(32) + "😀".repeat(16);
        alice.sendRaw(("{\"id\":\"" + id + "\",\"ping\":{}}").getBytes(StandardCharsets.UTF_8));

        assertThat(alice.reply(id).hasPong()).isTrue();
    }

    private static Arguments bad(String name, UnaryOperator<Send.Builder> spoil) {
        return Arguments.of(name, spoil);
    }
}
