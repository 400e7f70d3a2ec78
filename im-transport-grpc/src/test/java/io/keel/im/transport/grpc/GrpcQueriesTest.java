package io.keel.im.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.keel.im.DeviceId;
import io.keel.im.ErrorCode;
import io.keel.im.Refusal;
import io.keel.im.UserId;
import io.keel.im.conversation.Blank;
import io.keel.im.conversation.ClientMsgId;
import io.keel.im.conversation.ConversationId;
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
import io.keel.im.query.Query;
import io.keel.im.query.Result;
import io.keel.im.seq.Head;
import io.keel.im.seq.InboxEntry;
import io.keel.im.seq.SeqWindow;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class GrpcQueriesTest {

    private static final UserId ALICE = new UserId("alice");
    private static final UserId BOB = new UserId("bob");
    private static final DeviceId PHONE = new DeviceId("phone");
    private static final GroupId TEAM = new GroupId("team");
    private static final ConversationId DIRECT =
            ConversationId.parse("d:alice:bob").orElseThrow();

    private final Link link = Link.overLoopback();

    @AfterEach
    void unlink() {
        link.close();
    }

    static List<Query> queries() {
        return List.of(
                new Query.History(DIRECT, SeqWindow.newest(), 50),
                new Query.History(DIRECT, SeqWindow.after(0), 1),
                new Query.History(DIRECT, SeqWindow.before(7), 200),
                new Query.Sync(0, 50),
                new Query.Conversations("", 50),
                new Query.Conversations("a cursor", 7),
                new Query.Read(DIRECT, 3),
                new Query.Readers(DIRECT, 3, 50),
                new Query.Remove(DIRECT, List.of(1L, 2L)),
                new Query.Typing(ConversationId.group(TEAM)),
                new Query.PresenceOf(List.of(BOB, ALICE, BOB)),
                new Query.Settings(DIRECT, false, null),
                new Query.Settings(DIRECT, null, true),
                new Query.GroupInfo(TEAM),
                new Query.Members(TEAM, "bob", 50));
    }

    @ParameterizedTest
    @MethodSource("queries")
    void queryArrivesAsItWasAsked(Query query) throws Exception {
        AtomicReference<List<Object>> asked = new AtomicReference<>(List.of());
        GrpcQueries remote = new GrpcQueries(link.to(server -> server.export((user, device, what) -> {
            asked.set(List.of(user, device, what));
            return CompletableFuture.completedFuture(Result.Done.DONE);
        })));

        remote.answer(ALICE, PHONE, query).toCompletableFuture().get(10, TimeUnit.SECONDS);

        assertThat(asked.get()).containsExactly(ALICE, PHONE, query);
    }

    static List<Result> results() {
        Message text = Message.builder(DIRECT)
                .messageId(1L << 62)
                .seq(2)
                .from(ALICE)
                .device(PHONE)
                .clientMsgId(new ClientMsgId("m1"))
                .sentAt(1_700_000_000_000L)
                .content(new Text("你好 👋"))
                .mentions(List.of(BOB))
                .replyTo(1)
                .ext(Map.of("k", "v"))
                .build();
        Message data = Message.builder(DIRECT)
                .messageId(7)
                .seq(3)
                .from(BOB)
                .content(new Data(ByteString.copyFromUtf8("bytes"), "x/y"))
                .build();
        Message recalled = Message.builder(DIRECT)
                .messageId(8)
                .seq(4)
                .from(BOB)
                .content(Blank.BLANK)
                .recalled(true)
                .build();
        Message event = Message.builder(ConversationId.group(TEAM))
                .messageId(9)
                .seq(1)
                .content(new Event(EventKind.ROLE_CHANGED, List.of(BOB), 0, "", Role.ADMIN))
                .build();
        Group group = new Group(TEAM, "Team", ALICE, 2, Diffusion.READ, true, true, false, 12);
        return List.of(
                new Result.HistoryPage(List.of(text, data, recalled), true),
                new Result.HistoryPage(List.of(), false),
                new Result.SyncPage(
                        List.of(
                                new InboxEntry.Holds(1, event),
                                new InboxEntry.Removal(2, DIRECT, List.of(1L, 2L)),
                                new InboxEntry.Empty(3)),
                        3,
                        false,
                        List.of(new Head(ConversationId.group(TEAM), 9))),
                new Result.ConversationPage(
                        List.of(
                                new Result.ConversationItem(DIRECT, "", Optional.of(text), 4, 3, 2, 1, true, false),
                                new Result.ConversationItem(
                                        ConversationId.group(TEAM), "Team", Optional.empty(), 1, 0, 0, 0, false, true)),
                        "next"),
                new Result.Readers(1, 2, List.of(BOB)),
                new Result.Presences(List.of(
                        new Presence(BOB, List.of(PHONE), 0),
                        new Presence(ALICE, List.of(), 17),
                        Presence.unknown(BOB))),
                new Result.GroupState(group),
                new Result.MemberPage(List.of(new Member(BOB, Role.ADMIN, 5, 6, 1)), "bob"),
                Result.Done.DONE,
                Result.Silent.SILENT,
                new Result.Refused(new Refusal(ErrorCode.RATE_LIMITED, "slowly", 400)));
    }

    @ParameterizedTest
    @MethodSource("results")
    void resultComesBackAsItWasAnswered(Result result) throws Exception {
        GrpcQueries remote = new GrpcQueries(
                link.to(server -> server.export((user, device, what) -> CompletableFuture.completedFuture(result))));

        assertThat(remote.answer(ALICE, PHONE, new Query.Sync(0, 50))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS))
                .usingRecursiveComparison()
                .isEqualTo(result);
    }
}
