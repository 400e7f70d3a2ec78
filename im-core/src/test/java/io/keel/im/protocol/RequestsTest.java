package io.keel.im.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import io.keel.im.DeviceId;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Command;
import io.keel.im.command.GroupCommand;
import io.keel.im.command.Recall;
import io.keel.im.command.Send;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Text;
import io.keel.im.group.Diffusion;
import io.keel.im.group.GroupId;
import io.keel.im.group.Role;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.query.Query;
import io.keel.im.seq.SeqWindow;
import io.keel.im.spi.Encoding;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A frame becomes a request whose fields are all well-formed, or is refused by name of the field that is not. */
class RequestsTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAROL = new UserId("carol");
    private static final GroupId G = new GroupId("g");
    private static final GroupId MADE = new GroupId("made");
    private static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);
    private static final ConversationId GROUP = ConversationId.group(G);
    private static final String NAMES = " (expected: 1–64 of A–Z a–z 0–9 . _ @ -)";
    private static final String PLACES = " (expected: exactly one of to.user, to.group and conversation)";
    private static final String CONVERSATIONS = " (expected: d:{user}:{user} in byte order, or g:{group})";
    private static final String HELLO = "'clientMsgId':'c','text':'hi'";

    static Stream<Arguments> commands() {
        return Stream.of(
                arguments("{'send':{'to':{'user':'bob'}," + HELLO + "}}", send(DIRECT)),
                arguments("{'send':{'to':{'user':'alice'}," + HELLO + "}}", send(ConversationId.direct(ALICE, ALICE))),
                arguments("{'send':{'to':{'group':'g'}," + HELLO + "}}", send(GROUP)),
                arguments("{'send':{'conversation':'d:alice:bob'," + HELLO + "}}", send(DIRECT)),
                arguments("{'send':{'conversation':'g:g','to':{}," + HELLO + "}}", send(GROUP)),
                arguments(
                        "{'send':{'conversation':'g:g','clientMsgId':'!~','data':'aGk=','contentType':'text/plain; q=1',"
                                + "'mentions':['bob','carol'],'replyTo':3,'ext':{'k':''}}}",
                        new Send(
                                GROUP,
                                new ClientMsgId("!~"),
                                new Data(ByteString.copyFromUtf8("hi"), "text/plain; q=1"),
                                List.of(BOB, CAROL),
                                3,
                                Map.of("k", ""))),
                arguments("{'recall':{'conversation':'g:g','seq':7}}", new Recall(GROUP, 7)),
                arguments("{'createGroup':{'name':'n'}}", new GroupCommand.Create(MADE, "n", List.of(), null, false)),
                arguments(
                        "{'createGroup':{'group':'g','name':'n','members':['bob'],'diffusion':'READ','open':true}}",
                        new GroupCommand.Create(G, "n", List.of(BOB), Diffusion.READ, true)),
                arguments("{'joinGroup':{'group':'g'}}", new GroupCommand.Join(G)),
                arguments("{'leaveGroup':{'group':'g'}}", new GroupCommand.Leave(G)),
                arguments("{'addMembers':{'group':'g','users':['bob']}}", new GroupCommand.Add(G, List.of(BOB))),
                arguments("{'removeMembers':{'group':'g','users':['bob']}}", new GroupCommand.Remove(G, List.of(BOB))),
                arguments(
                        "{'setRole':{'group':'g','user':'bob','role':'ADMIN'}}",
                        new GroupCommand.SetRole(G, BOB, Role.ADMIN)),
                arguments("{'updateGroup':{'group':'g','open':false}}", new GroupCommand.Update(G, null, false)),
                arguments("{'updateGroup':{'group':'g','name':'n'}}", new GroupCommand.Update(G, "n", null)),
                arguments("{'updateGroup':{'group':'g'}}", new GroupCommand.Update(G, null, null)),
                arguments("{'disbandGroup':{'group':'g'}}", new GroupCommand.Disband(G)));
    }

    @ParameterizedTest
    @MethodSource
    void commands(String frame, Command command) {
        assertThat(parse(frame)).isEqualTo(new Request.OfCommand(command));
    }

    static Stream<Arguments> queries() {
        return Stream.of(
                arguments("{'history':{'conversation':'g:g'}}", new Query.History(GROUP, SeqWindow.newest(), 50)),
                arguments(
                        "{'history':{'conversation':'g:g','after':0,'limit':200}}",
                        new Query.History(GROUP, SeqWindow.after(0), 200)),
                arguments(
                        "{'history':{'conversation':'g:g','before':'9','limit':1}}",
                        new Query.History(GROUP, SeqWindow.before(9), 1)),
                arguments("{'sync':{}}", new Query.Sync(0, 50)),
                arguments("{'conversations':{'after':'x','limit':0}}", new Query.Conversations("x", 50)),
                arguments("{'read':{'conversation':'g:g','seq':'1'}}", new Query.Read(GROUP, 1)),
                arguments("{'readers':{'conversation':'g:g','seq':1}}", new Query.Readers(GROUP, 1, 50)),
                arguments(
                        "{'remove':{'conversation':'g:g','seqs':[3,'1',3]}}", new Query.Remove(GROUP, List.of(1L, 3L))),
                arguments("{'typing':{'to':{'user':'bob'}}}", new Query.Typing(DIRECT)),
                arguments("{'typing':{'conversation':'g:g'}}", new Query.Typing(GROUP)),
                arguments("{'presence':{}}", new Query.PresenceOf(List.of())),
                arguments("{'presence':{'users':['carol','bob']}}", new Query.PresenceOf(List.of(CAROL, BOB))),
                arguments(
                        "{'setConversation':{'conversation':'g:g','mute':false}}",
                        new Query.Settings(GROUP, false, null)),
                arguments("{'setConversation':{'conversation':'g:g'}}", new Query.Settings(GROUP, null, null)),
                arguments("{'groupInfo':{'group':'g'}}", new Query.GroupInfo(G)),
                arguments("{'members':{'group':'g','after':'x'}}", new Query.Members(G, "x", 50)));
    }

    @ParameterizedTest
    @MethodSource
    void queries(String frame, Query query) {
        assertThat(parse(frame)).isEqualTo(new Request.OfQuery(query));
    }

    static Stream<Arguments> invalid() {
        String send = "{'send':{'to':{'user':'bob'},";
        String long65 = "x".repeat(65);
        return Stream.of(
                // Where to.
                arguments("{'send':{" + HELLO + "}}", "to: missing" + PLACES),
                arguments("{'send':{'to':{'user':'b','group':'g'}," + HELLO + "}}", "to: more than one" + PLACES),
                arguments(
                        "{'send':{'to':{'user':'b'},'conversation':'g:g'," + HELLO + "}}",
                        "to: more than one" + PLACES),
                arguments("{'send':{'to':{'user':'b b'}," + HELLO + "}}", "to.user: malformed" + NAMES),
                arguments("{'send':{'to':{'user':'" + long65 + "'}," + HELLO + "}}", "to.user: malformed" + NAMES),
                arguments("{'send':{'to':{'group':'ü'}," + HELLO + "}}", "to.group: malformed" + NAMES),
                arguments(
                        "{'send':{'conversation':'d:bob:alice'," + HELLO + "}}",
                        "conversation: malformed" + CONVERSATIONS),
                arguments("{'send':{'conversation':'x'," + HELLO + "}}", "conversation: malformed" + CONVERSATIONS),
                arguments("{'typing':{}}", "to: missing" + PLACES),
                arguments("{'history':{}}", "conversation: missing" + CONVERSATIONS),
                // What.
                arguments(send + "'text':'hi'}}", "clientMsgId: missing (expected: 1–64 characters of ! to ~)"),
                arguments(
                        send + "'text':'hi','clientMsgId':'a b'}}",
                        "clientMsgId: malformed (expected: 1–64 characters of ! to ~)"),
                arguments(
                        send + "'clientMsgId':'c'}}",
                        "text: missing (expected: exactly one of text and data, not empty)"),
                arguments(
                        send + "'clientMsgId':'c','text':''}}",
                        "text: missing (expected: exactly one of text and data, not empty)"),
                arguments(
                        send + HELLO + ",'data':'aGk='}}",
                        "text: given beside data (expected: exactly one of text and data, not empty)"),
                arguments(
                        send + HELLO + ",'contentType':'a/b'}}",
                        "contentType: given with text (expected: only with data)"),
                arguments(
                        send + "'clientMsgId':'c','data':'aGk='}}",
                        "contentType: missing (expected: 1–128 printable ASCII characters)"),
                arguments(
                        send + "'clientMsgId':'c','data':'aGk=','contentType':'a\\n'}}",
                        "contentType: malformed (expected: 1–128 printable ASCII characters)"),
                arguments(send + HELLO + ",'replyTo':0}}", "replyTo: 0 (expected: 1 or more)"),
                arguments(send + HELLO + ",'mentions':['']}}", "mentions: missing" + NAMES),
                arguments(send + HELLO + ",'mentions':" + users(101) + "}}", "mentions: 101 users (expected: 0..100)"),
                arguments(send + HELLO + ",'ext':" + ext(33) + "}}", "ext: 33 entries (expected: 0..32)"),
                arguments(send + HELLO + ",'ext':{'':'v'}}}", "ext: a key of 0 characters (expected: 1..64)"),
                arguments(
                        send + HELLO + ",'ext':{'" + long65 + "':'v'}}}",
                        "ext: a key of 65 characters (expected: 1..64)"),
                arguments(
                        send + HELLO + ",'ext':{'k':'" + "x".repeat(1_025) + "'}}}",
                        "ext: a value of 1025 characters (expected: 0..1024)"),
                // Positions and limits.
                arguments(
                        "{'history':{'conversation':'g:g','after':1,'before':3}}",
                        "before: given beside after (expected: at most one of the two)"),
                arguments("{'history':{'conversation':'g:g','after':-1}}", "after: -1 (expected: 0 or more)"),
                arguments("{'history':{'conversation':'g:g','before':-1}}", "before: -1 (expected: 0 or more)"),
                arguments("{'history':{'conversation':'g:g','limit':-3}}", "limit: -3 (expected: 1..200)"),
                arguments("{'sync':{'after':-1}}", "after: -1 (expected: 0 or more)"),
                arguments("{'sync':{'limit':201}}", "limit: 201 (expected: 1..200)"),
                arguments("{'conversations':{'limit':201}}", "limit: 201 (expected: 1..200)"),
                arguments("{'members':{'group':'g','limit':201}}", "limit: 201 (expected: 1..200)"),
                arguments("{'read':{'conversation':'g:g'}}", "seq: 0 (expected: 1 or more)"),
                arguments("{'readers':{'conversation':'g:g','seq':-1}}", "seq: -1 (expected: 1 or more)"),
                arguments("{'recall':{'conversation':'g:g'}}", "seq: 0 (expected: 1 or more)"),
                arguments("{'remove':{'conversation':'g:g'}}", "seqs: 0 seqs (expected: 1..200)"),
                arguments("{'remove':{'conversation':'g:g','seqs':[1,0]}}", "seqs: 0 (expected: 1 or more)"),
                arguments("{'presence':{'users':" + users(201) + "}}", "users: 201 users (expected: 0..200)"),
                // Groups.
                arguments("{'createGroup':{}}", "name: missing (expected: 1..128 characters)"),
                arguments(
                        "{'createGroup':{'name':'" + "x".repeat(129) + "'}}",
                        "name: 129 characters (expected: 1..128 characters)"),
                arguments("{'createGroup':{'name':'n','group':''}}", "group: missing" + NAMES),
                arguments("{'createGroup':{'name':'n','members':['a b']}}", "members: malformed" + NAMES),
                arguments(
                        "{'createGroup':{'name':'n','members':" + users(1_001) + "}}",
                        "members: 1001 users (expected: 0..1000)"),
                arguments("{'joinGroup':{}}", "group: missing" + NAMES),
                arguments("{'addMembers':{'group':'g'}}", "users: 0 users (expected: 1..1000)"),
                arguments("{'removeMembers':{'group':'g','users':[]}}", "users: 0 users (expected: 1..1000)"),
                arguments("{'setRole':{'group':'g','user':'bob'}}", "role: missing (expected: OWNER, ADMIN or MEMBER)"),
                arguments("{'setRole':{'group':'g','role':'ADMIN'}}", "user: missing" + NAMES),
                arguments("{'updateGroup':{'group':'g','name':''}}", "name: missing (expected: 1..128 characters)"),
                // Authentication.
                arguments("{'auth':{}}", "token: missing (expected: a token)"),
                arguments("{'auth':{'token':'t','device':'a b'}}", "device: malformed" + NAMES));
    }

    @ParameterizedTest
    @MethodSource
    void invalid(String frame, String message) {
        assertThat(parse(frame)).isEqualTo(new Request.Invalid(Refusal.invalid(message)));
    }

    @Test
    void boundsThemselvesAreValid() {
        String send = "{'send':{'to':{'user':'" + "x".repeat(64) + "'},'clientMsgId':'" + "c".repeat(64)
                + "','text':'hi'," + "'mentions':" + users(100) + ",'ext':" + ext(32) + "}}";

        assertThat(parse(send)).isInstanceOf(Request.OfCommand.class);
        assertThat(parse("{'createGroup':{'name':'" + "😀".repeat(128) + "','members':" + users(1_000) + "}}"))
                .isInstanceOf(Request.OfCommand.class);
    }

    @Test
    void pingAndAuth() {
        assertThat(parse("{'ping':{}}")).isEqualTo(Request.Ping.PING);
        assertThat(parse("{'auth':{'token':'t'}}")).isEqualTo(new Request.OfAuth("t", null));
        assertThat(parse("{'auth':{'token':'t','device':'web-1'}}"))
                .isEqualTo(new Request.OfAuth("t", new DeviceId("web-1")));
    }

    @Test
    void tokenIsNeverPrinted() {
        assertThat(new Request.OfAuth("secret", null).toString()).doesNotContain("secret");
    }

    @Test
    void enumNumbersThatTheSchemaLacksAreInvalid() {
        ClientFrame role = ClientFrame.newBuilder()
                .setSetRole(io.keel.im.protocol.v1.SetRole.newBuilder()
                        .setGroup("g")
                        .setUser("bob")
                        .setRoleValue(9))
                .build();
        ClientFrame diffusion = ClientFrame.newBuilder()
                .setCreateGroup(io.keel.im.protocol.v1.CreateGroup.newBuilder()
                        .setName("n")
                        .setDiffusionValue(9))
                .build();

        assertThat(parse(role))
                .isEqualTo(new Request.Invalid(Refusal.invalid("role: unknown (expected: OWNER, ADMIN or MEMBER)")));
        assertThat(parse(diffusion))
                .isEqualTo(
                        new Request.Invalid(Refusal.invalid("diffusion: unknown (expected: WRITE or READ, if given)")));
    }

    @Test
    void frameWithoutABodyIsInvalid() {
        assertThat(parse(ClientFrame.getDefaultInstance()))
                .isEqualTo(new Request.Invalid(Refusal.invalid("body: none that is known (expected: exactly one)")));
    }

    private static Send send(ConversationId conversation) {
        return new Send(conversation, new ClientMsgId("c"), new Text("hi"), List.of(), 0, Map.of());
    }

    private static String users(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'u" + i + "'").collect(Collectors.joining(",", "[", "]"));
    }

    private static String ext(int count) {
        return IntStream.range(0, count).mapToObj(i -> "'k" + i + "':'v'").collect(Collectors.joining(",", "{", "}"));
    }

    private static Request parse(String quotedBySingleQuotes) {
        byte[] bytes = quotedBySingleQuotes.replace('\'', '"').getBytes(UTF_8);
        return parse(((Decoded.Frame) FrameCodec.of(Encoding.JSON).decode(bytes, 0, bytes.length)).frame());
    }

    private static Request parse(ClientFrame frame) {
        return new Requests(ALICE, () -> MADE).parse(frame);
    }
}
