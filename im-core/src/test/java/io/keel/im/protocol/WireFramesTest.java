package io.keel.im.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.protobuf.ByteString;
import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.command.Answer;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
import io.keel.im.conversation.ConversationKind;
import io.keel.im.conversation.Data;
import io.keel.im.conversation.Event;
import io.keel.im.conversation.EventKind;
import io.keel.im.conversation.Message;
import io.keel.im.conversation.Text;
import io.keel.im.group.Diffusion;
import io.keel.im.group.Group;
import io.keel.im.group.GroupId;
import io.keel.im.group.Member;
import io.keel.im.group.Role;
import io.keel.im.presence.Presence;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.query.Result;
import io.keel.im.seq.Head;
import io.keel.im.seq.InboxEntry;
import io.keel.im.spi.Encoding;
import io.keel.im.spi.Notice;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What the domain says, as a client reads it. */
class WireFramesTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final GroupId G = new GroupId("g");
    private static final ConversationId DIRECT = ConversationId.direct(ALICE, BOB);
    private static final ConversationId ROOM = ConversationId.group(G);
    private static final Group GROUP = new Group(G, "Room", ALICE, 3, Diffusion.READ, true, true, false, 9);
    private static final Message TEXT = Message.builder(DIRECT)
            .messageId(1L << 60)
            .seq(2)
            .from(ALICE)
            .device(new DeviceId("web-1"))
            .clientMsgId(new ClientMsgId("c-1"))
            .sentAt(1_700_000_000_000L)
            .content(new Text("你好"))
            .mentions(List.of(BOB))
            .replyTo(1)
            .ext(Map.of("k", "v"))
            .build();
    private static final String TEXT_HEAD = "'messageId':'1152921504606846976','conversation':'d:alice:bob','seq':'2',"
            + "'from':'alice','device':'web-1','clientMsgId':'c-1','sentAt':'1700000000000',";
    private static final String TEXT_JSON =
            "{" + TEXT_HEAD + "'text':'你好','mentions':['bob'],'replyTo':'1','ext':{'k':'v'}}";

    static Stream<Arguments> pushes() {
        return Stream.of(
                arguments(said(TEXT), "{'message':" + TEXT_JSON + "}"),
                arguments(said(TEXT.blank()), "{'message':{" + TEXT_HEAD + "'replyTo':'1','recalled':true}}"),
                arguments(
                        said(Message.builder(ROOM)
                                .content(new Data(ByteString.copyFromUtf8("hi"), "text/x"))
                                .build()),
                        "{'message':{'conversation':'g:g','data':'aGk=','contentType':'text/x'}}"),
                arguments(
                        said(event(Event.of(EventKind.MEMBERS_ADDED, List.of(ALICE, BOB)))),
                        "{'message':{'conversation':'g:g','event':{'kind':'MEMBERS_ADDED','users':['alice','bob']}}}"),
                arguments(
                        said(event(Event.roleChanged(BOB, Role.OWNER))),
                        "{'message':{'conversation':'g:g','event':{'kind':'ROLE_CHANGED','users':['bob'],'role':'OWNER'}}}"),
                arguments(
                        said(event(Event.recalled(4))),
                        "{'message':{'conversation':'g:g','event':{'kind':'RECALLED','seq':'4'}}}"),
                arguments(
                        said(event(Event.named(EventKind.GROUP_UPDATED, List.of(), "Hall"))),
                        "{'message':{'conversation':'g:g','event':{'kind':'GROUP_UPDATED','name':'Hall'}}}"),
                arguments(
                        WireNotices.of(new Notice.Removed(DIRECT, List.of(1L, 3L))),
                        "{'removed':{'conversation':'d:alice:bob','seqs':['1','3']}}"),
                arguments(
                        WireNotices.of(new Notice.Receipt(DIRECT, BOB, 3)),
                        "{'receipt':{'conversation':'d:alice:bob','user':'bob','seq':'3'}}"),
                arguments(
                        WireNotices.of(new Notice.Typing(ROOM, BOB)), "{'typing':{'conversation':'g:g','user':'bob'}}"),
                arguments(WireNotices.kicked("replaced"), "{'kicked':{'reason':'replaced'}}"),
                arguments(WireNotices.behind(), "{'behind':{}}"),
                arguments(WireNotices.goAway(1_500), "{'goAway':{'reconnectAfterMillis':'1500'}}"));
    }

    static Stream<Arguments> replies() {
        return Stream.of(
                arguments(
                        WireReplies.of(new Answer.Sent(7, DIRECT, 2, 1_700_000_000_000L, 5)),
                        "{'sent':{'messageId':'7','conversation':'d:alice:bob','seq':'2','sentAt':'1700000000000','inboxSeq':'5'}}"),
                arguments(
                        WireReplies.of(new Answer.Sent(7, ROOM, 2, 3, 0)),
                        "{'sent':{'messageId':'7','conversation':'g:g','seq':'2','sentAt':'3'}}"),
                arguments(WireReplies.of(Answer.Done.DONE), "{'done':{}}"),
                arguments(WireReplies.pong(), "{'pong':{}}"),
                arguments(
                        WireReplies.of(new Answer.GroupState(GROUP)),
                        "{'group':{'group':'g','conversation':'g:g','name':'Room','owner':'alice','size':3,'diffusion':'READ','open':true}}"),
                arguments(
                        WireReplies.of(new Answer.Refused(new Refusal(ErrorCode.RATE_LIMITED, "slow down", 400))),
                        "{'error':{'code':'RATE_LIMITED','message':'slow down','retryAfterMillis':'400'}}"));
    }

    static Stream<Arguments> results() {
        return Stream.of(
                arguments(new Result.HistoryPage(List.of(), false), "{'historyPage':{}}"),
                arguments(
                        new Result.HistoryPage(List.of(TEXT), true),
                        "{'historyPage':{'messages':[" + TEXT_JSON + "],'hasMore':true}}"),
                arguments(
                        new Result.SyncPage(
                                List.of(
                                        new InboxEntry.Holds(4, TEXT),
                                        new InboxEntry.Removal(5, DIRECT, List.of(2L)),
                                        new InboxEntry.Empty(6)),
                                6,
                                false,
                                List.of(new Head(ROOM, 8))),
                        "{'syncPage':{'entries':[{'inboxSeq':'4','message':" + TEXT_JSON
                                + "},{'inboxSeq':'5','removed':{'conversation':'d:alice:bob','seqs':['2']}},{'inboxSeq':'6'}],"
                                + "'next':'6','heads':[{'conversation':'g:g','seq':'8'}]}}"),
                arguments(
                        new Result.ConversationPage(
                                List.of(
                                        new Result.ConversationItem(
                                                DIRECT, "", Optional.of(TEXT), 2, 1, 2, 1, true, true),
                                        new Result.ConversationItem(
                                                ROOM, "Room", Optional.empty(), 3, 0, 0, 0, false, false)),
                                "more"),
                        "{'conversationList':{'items':[{'conversation':'d:alice:bob','kind':'DIRECT','lastMessage':"
                                + TEXT_JSON
                                + ",'seq':'2','readSeq':'1','peerReadSeq':'2','unread':1,'mute':true,'pinned':true},"
                                + "{'conversation':'g:g','kind':'GROUP','name':'Room','seq':'3'}],'next':'more'}}"),
                arguments(
                        new Result.Readers(2, 3, List.of(ALICE, BOB)),
                        "{'readersInfo':{'count':2,'total':3,'users':['alice','bob']}}"),
                arguments(
                        new Result.Presences(List.of(
                                new Presence(BOB, List.of(new DeviceId("a"), new DeviceId("b")), 0),
                                new Presence(ALICE, List.of(), 12),
                                Presence.unknown(ALICE))),
                        "{'presenceInfo':{'items':[{'user':'bob','online':true,'devices':['a','b']},"
                                + "{'user':'alice','lastSeen':'12'},{'user':'alice'}]}}"),
                arguments(
                        new Result.MemberPage(List.of(new Member(BOB, Role.ADMIN, 11, 2, 1)), ""),
                        "{'memberList':{'items':[{'user':'bob','role':'ADMIN','joinedAt':'11'}]}}"),
                arguments(
                        new Result.GroupState(GROUP),
                        "{'group':{'group':'g','conversation':'g:g','name':'Room','owner':'alice','size':3,'diffusion':'READ','open':true}}"),
                arguments(
                        new Result.Refused(Refusal.of(ErrorCode.NOT_FOUND, "seq: no such message")),
                        "{'error':{'code':'NOT_FOUND','message':'seq: no such message'}}"),
                arguments(Result.Done.DONE, "{'done':{}}"));
    }

    @ParameterizedTest
    @MethodSource
    void pushes(ServerFrame frame, String json) {
        assertThat(json(frame)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource
    void replies(ServerFrame frame, String json) {
        assertThat(json(frame)).isEqualTo(json);
    }

    @ParameterizedTest
    @MethodSource
    void results(Result result, String json) {
        assertThat(json(WireResults.of(result))).isEqualTo(json);
    }

    @Test
    void silenceHasNoFrame() {
        assertThatIllegalArgumentException().isThrownBy(() -> WireResults.of(Result.Silent.SILENT));
    }

    @Test
    void enumsKeepTheirNames() {
        for (ErrorCode code : ErrorCode.values()) {
            assertThat(WireEnums.of(code).name()).isEqualTo(code.name());
        }
        for (EventKind kind : EventKind.values()) {
            assertThat(WireEnums.of(kind).name()).isEqualTo(kind.name());
        }
        for (Role role : Role.values()) {
            assertThat(WireEnums.of(role).name()).isEqualTo(role.name());
        }
        for (Diffusion diffusion : Diffusion.values()) {
            assertThat(WireEnums.of(diffusion).name()).isEqualTo(diffusion.name());
        }
        for (ConversationKind kind : ConversationKind.values()) {
            assertThat(WireEnums.of(kind).name()).isEqualTo(kind.name());
        }
    }

    private static ServerFrame said(Message message) {
        return WireNotices.of(new Notice.Said(message));
    }

    private static Message event(Event event) {
        return Message.builder(ROOM).content(event).build();
    }

    private static String json(ServerFrame frame) {
        return new String(FrameHead.frame(Encoding.JSON, null, -1, EncodedPayload.of(frame)), UTF_8).replace('"', '\'');
    }
}
