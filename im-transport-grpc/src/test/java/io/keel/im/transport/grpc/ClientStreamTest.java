package io.keel.im.transport.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.MetadataUtils;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.group.GroupId;
import io.keel.im.protocol.v1.AddMembers;
import io.keel.im.protocol.v1.Auth;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.DisbandGroup;
import io.keel.im.protocol.v1.EventKind;
import io.keel.im.protocol.v1.Group;
import io.keel.im.protocol.v1.Members;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Sync;
import io.keel.im.protocol.v1.Target;
import io.keel.im.rate.RateLimit;
import io.keel.im.testkit.client.TrustingAuthenticator;
import io.keel.im.transport.grpc.v1.GroupsGrpc;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A gateway's gRPC port, over a real socket. */
class ClientStreamTest {

    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, 1_000_000);

    private final TrustingAuthenticator tokens = new TrustingAuthenticator();
    private final EmbeddedIm im = EmbeddedIm.builder(tokens)
            .limits(GatewayLimits.builder().sends(UNLIMITED).requests(UNLIMITED).build())
            .build();
    private final GrpcServer server = GrpcServer.builder(0)
            .host("127.0.0.1")
            .drainTimeout(Duration.ofSeconds(1))
            .clients(im.gateway())
            .groups(
                    (user, device, command) -> im.submit(user, command),
                    (user, device, query) -> im.ask(user, query),
                    tokens,
                    () -> new GroupId("made-up"))
            .build();
    private final ManagedChannel channel = NettyChannelBuilder.forAddress(
                    "127.0.0.1", server.start().port())
            .usePlaintext()
            .build();

    @AfterEach
    void close() {
        channel.shutdownNow();
        server.close();
        im.close();
    }

    @Test
    void botsChatByTheFramesOfEveryClient() {
        BotStream alice = BotStream.open(channel, "alice", "bot");
        BotStream bob = BotStream.open(channel, "", "");
        bob.send(ClientFrame.newBuilder()
                .setId("a")
                .setAuth(Auth.newBuilder().setToken("bob").setDevice("web"))
                .build());
        assertThat(alice.next().getWelcome().getUser()).isEqualTo("alice");
        ServerFrame welcome = bob.next();
        assertThat(welcome.getId()).isEqualTo("a");
        assertThat(welcome.getWelcome().getDevice()).isEqualTo("web");

        alice.send(text("1", "bob", "你好 👋"));

        assertThat(alice.next().getSent().getSeq()).isEqualTo(1);
        ServerFrame pushed = bob.next();
        assertThat(pushed.getMessage().getText()).isEqualTo("你好 👋");
        assertThat(pushed.getInboxSeq()).isEqualTo(1);
        bob.send(ClientFrame.newBuilder()
                .setId("p")
                .setPing(Ping.getDefaultInstance())
                .build());
        assertThat(bob.next().getInboxSeq()).isEqualTo(1);
    }

    @Test
    void wrongTokenEndsTheStreamWith4001() {
        BotStream stranger = BotStream.open(channel, "no name", "bot");

        assertThat(stranger.closeCode()).isEqualTo("4001");
        assertThat(stranger.status()).isEqualTo(Status.Code.UNAUTHENTICATED);
    }

    @Test
    void newerStreamOfADeviceReplacesTheOlder() {
        BotStream first = BotStream.open(channel, "alice", "bot");
        first.next();

        BotStream second = BotStream.open(channel, "alice", "bot");

        assertThat(second.next().hasWelcome()).isTrue();
        assertThat(first.next().hasKicked()).isTrue();
        assertThat(first.closeCode()).isEqualTo("4003");
    }

    @Test
    void clientThatHalfClosesIsGoneInOrder() {
        BotStream alice = BotStream.open(channel, "alice", "bot");
        alice.next();

        alice.complete();

        assertThat(alice.status()).isEqualTo(Status.Code.OK);
        await().until(() -> im.gateway().connections() == 0);
    }

    @Test
    void clientThatCancelsIsGone() {
        BotStream alice = BotStream.open(channel, "alice", "bot");
        alice.next();

        alice.cancel();

        await().until(() -> im.gateway().connections() == 0);
    }

    @Test
    void clientThatReadsSlowlyIsTheOnlyOneThatWaits() {
        BotStream alice = BotStream.open(channel, "alice", "bot");
        BotStream bob = BotStream.open(channel, "bob", "bot");
        alice.next();
        bob.next();
        bob.reads(false);
        String large = "x".repeat(8_000);

        for (int i = 0; i < 200; i++) {
            alice.send(text("m" + i, "bob", large));
            assertThat(alice.next().hasSent()).isTrue();
        }
        bob.reads(true);

        ServerFrame last = bob.next();
        while (!last.hasBehind() && last.getInboxSeq() < 200) {
            assertThat(last.getMessage().getText()).hasSize(8_000);
            last = bob.next();
        }
        bob.send(ClientFrame.newBuilder()
                .setId("s")
                .setSync(Sync.newBuilder().setAfter(199))
                .build());
        assertThat(bob.next().getSyncPage().getNext()).isEqualTo(200);
    }

    @Test
    void frameThatIsTooLargeEndsItsStreamAlone() {
        BotStream alice = BotStream.open(channel, "alice", "bot");
        BotStream bob = BotStream.open(channel, "bob", "bot");
        alice.next();
        bob.next();

        alice.send(text("1", "bob", "x".repeat(70_000)));

        assertThat(alice.status()).isEqualTo(Status.Code.CANCELLED);
        bob.send(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()).build());
        assertThat(bob.next().hasPong()).isTrue();
    }

    @Test
    void groupsChangeWithoutAConnectionAndTheirMembersHearOfIt() {
        BotStream bob = BotStream.open(channel, "bob", "web");
        bob.next();

        Group team = groups("alice")
                .createGroup(CreateGroup.newBuilder().setName("Team").build());
        assertThat(team.getGroup()).isEqualTo("made-up");
        groups("alice")
                .addMembers(AddMembers.newBuilder()
                        .setGroup(team.getGroup())
                        .addUsers("bob")
                        .build());

        assertThat(bob.next().getMessage().getEvent().getKind()).isEqualTo(EventKind.MEMBERS_ADDED);
        assertThat(groups("bob")
                        .listMembers(
                                Members.newBuilder().setGroup(team.getGroup()).build())
                        .getItemsList())
                .hasSize(2);
    }

    @Test
    void groupCallsHaveTheRightsOfTheirToken() {
        groups("alice")
                .createGroup(CreateGroup.newBuilder()
                        .setGroup("team")
                        .setName("Team")
                        .build());

        refused(Status.Code.PERMISSION_DENIED, "PERMISSION_DENIED", "mallory", "team");
        refused(Status.Code.INVALID_ARGUMENT, "INVALID_ARGUMENT", "alice", "no such name");
        refused(Status.Code.UNAUTHENTICATED, "UNAUTHENTICATED", "no name", "team");
    }

    private void refused(Status.Code status, String code, String token, String group) {
        assertThatThrownBy(() -> groups(token)
                        .disbandGroup(DisbandGroup.newBuilder().setGroup(group).build()))
                .isInstanceOfSatisfying(StatusRuntimeException.class, refusal -> {
                    assertThat(refusal.getStatus().getCode()).isEqualTo(status);
                    assertThat(refusal.getTrailers().get(Statuses.CODE)).isEqualTo(code);
                });
    }

    private GroupsGrpc.GroupsBlockingStub groups(String token) {
        Metadata headers = new Metadata();
        headers.put(ClientHeaders.AUTHORIZATION, "Bearer " + token);
        return GroupsGrpc.newBlockingStub(channel).withInterceptors(MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    private static ClientFrame text(String id, String to, String text) {
        return ClientFrame.newBuilder()
                .setId(id)
                .setSend(Send.newBuilder()
                        .setTo(Target.newBuilder().setUser(to))
                        .setClientMsgId(id)
                        .setText(text))
                .build();
    }
}
