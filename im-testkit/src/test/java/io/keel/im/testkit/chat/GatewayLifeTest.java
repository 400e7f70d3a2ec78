package io.keel.im.testkit.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.UserId;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.memory.MemoryStore;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.ErrorCode;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.spi.Stores;
import io.keel.im.testkit.client.Closed;
import io.keel.im.testkit.client.ScriptedChat;
import io.keel.im.testkit.client.ScriptedClient;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GatewayLifeTest extends ChatTest {
    private final List<Runnable> logic = new ArrayList<>();
    private final Queue<Long> draws = new ArrayDeque<>();
    private final RandomGenerator random = new RandomGenerator() {
        @Override
        public long nextLong() {
            return 0;
        }

        @Override
        public long nextLong(long bound) {
            return draws.isEmpty() ? 0 : Math.min(draws.remove(), bound - 1);
        }
    };
    private boolean held;
    private volatile String epoch = "first";
    private @Nullable CompletableFuture<String> slowEpoch;

    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        MemoryStore store = new MemoryStore();
        return im.random(random)
                .executor(task -> {
                    if (held) {
                        logic.add(task);
                    } else {
                        task.run();
                    }
                })
                .stores(new Stores(
                        store.conversations(),
                        store.inboxes(),
                        store.memberships(),
                        store.userConversations(),
                        store.accounts(),
                        () -> slowEpoch == null ? CompletableFuture.completedFuture(epoch) : slowEpoch));
    }

    @Test
    void leavingGatewayTellsWhenAndServesUntilThen() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        CompletableFuture<Void> drained =
                chat().im().gateway().drain(Duration.ofSeconds(10)).toCompletableFuture();

        alice.expect(ServerFrame.BodyCase.GOAWAY);
        bob.expect(ServerFrame.BodyCase.GOAWAY);
        assertThat(chat().im().gateway().ready()).isFalse();
        assertThat(alice.send("bob", "still here").getSeq()).isEqualTo(1);
        bob.expectMessage();
        assertThat(chat().open().user("carol").open().expectClosed().code()).isEqualTo(1001);

        chat().advance(Duration.ofSeconds(11));

        assertThat(alice.expectClosed().code()).isEqualTo(1001);
        assertThat(bob.expectClosed().code()).isEqualTo(1001);
        assertThat(drained).isCompleted();
    }

    @Test
    void fewClientsOfALeavingGatewayGoWithinASecondAndAreServedAQuarterOfTheDeadlineLonger() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        // Microseconds within a slot of half a second each.
        draws.addAll(List.of(40_000L, 60_000L));
        chat().im().gateway().drain(Duration.ofSeconds(20));

        assertThat(goAway(alice)).isEqualTo(40);
        assertThat(goAway(bob)).isEqualTo(560);
        chat().advance(Duration.ofMillis(5_039));
        assertThat(alice.ping()).isZero();
        chat().advance(Duration.ofMillis(1));
        assertThat(alice.expectClosed().code()).isEqualTo(1001);
        chat().advance(Duration.ofMillis(519));
        assertThat(bob.ping()).isZero();
        chat().advance(Duration.ofMillis(1));
        assertThat(bob.expectClosed().code()).isEqualTo(1001);
    }

    @Test
    void clientThatIsGreetedWhileItsGatewayLeavesIsToldAfterItsWelcome() {
        CompletableFuture<String> slow = new CompletableFuture<>();
        slowEpoch = slow;
        ScriptedClient late = chat().open().user("late").open();
        late.expectNothing();
        chat().im().gateway().drain(Duration.ofSeconds(20));

        slow.complete(epoch);

        assertThat(late.welcome().getUser()).isEqualTo("late");
        assertThat(goAway(late)).isNotNegative();
        assertThat(late.ping()).isZero();
    }

    @Test
    void clientThatGoesByItselfLetsTheGatewayGoEarly() {
        ScriptedClient alice = alice();
        CompletableFuture<Void> drained =
                chat().im().gateway().drain(Duration.ofMinutes(10)).toCompletableFuture();
        alice.expect(ServerFrame.BodyCase.GOAWAY);

        alice.close();
        chat().advance(Duration.ofSeconds(1));

        assertThat(drained).isCompleted();
    }

    @Test
    void revokedUserIsClosed4001OnAllDevices() {
        ScriptedClient web = alice();
        ScriptedClient phone = chat().client("alice", "phone");
        ScriptedClient bob = bob();

        chat().im().gateway().revoke(new UserId("alice"));

        assertThat(web.expectClosed().code()).isEqualTo(4001);
        assertThat(phone.expectClosed().code()).isEqualTo(4001);
        assertThat(bob.ping()).isZero();
    }

    @Test
    void renewedStoreClosesEverybody1001() {
        ScriptedClient alice = alice();
        assertThat(alice.welcome().getEpoch()).isEqualTo("first");
        chat().advance(Duration.ofSeconds(5));
        alice.expectNothing();

        epoch = "second";
        chat().advance(Duration.ofSeconds(5));

        assertThat(alice.expectClosed().code()).isEqualTo(1001);
        assertThat(bob().welcome().getEpoch()).isEqualTo("second");
    }

    @Test
    void requestsInFlightAreBounded() {
        ScriptedClient alice = alice();
        held = true;
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 257; i++) {
            ids.add(alice.submit(ClientFrame.newBuilder().setSend(alice.draft("bob", "n" + i))));
        }

        assertThat(alice.reply(ids.get(256)).getError().getCode()).isEqualTo(ErrorCode.RATE_LIMITED);
        release();
        for (int i = 0; i < 256; i++) {
            assertThat(alice.reply(ids.get(i)).getSent().getSeq()).isEqualTo(i + 1);
        }
        assertThat(alice.send("bob", "room again").getSeq()).isEqualTo(257);
    }

    @Test
    void requestUnansweredForTenSecondsIsUnavailableAndMayBeMadeAgain() {
        ScriptedClient alice = alice();
        held = true;
        var draft = alice.draft("bob", "slow");
        String id = alice.submit(ClientFrame.newBuilder().setSend(draft));

        chat().advance(Duration.ofSeconds(11));

        assertThat(alice.reply(id).getError().getCode()).isEqualTo(ErrorCode.UNAVAILABLE);
        release();
        assertThat(alice.send(draft).getSeq()).isEqualTo(1);
        assertThat(alice.history(ALICE_BOB).getMessagesCount()).isEqualTo(1);
    }

    @Test
    void closedServerClosesItsClients() {
        ScriptedChat other = ScriptedChat.start(im -> im.limits(GatewayLimits.defaults()));
        ScriptedClient alice = other.client("alice");
        other.im().close();

        Closed closed = alice.expectClosed();

        assertThat(closed.code()).isEqualTo(1001);
        other.close();
    }

    private static long goAway(ScriptedClient client) {
        return client.expect(ServerFrame.BodyCase.GOAWAY).getGoAway().getReconnectAfterMillis();
    }

    private void release() {
        held = false;
        List<Runnable> tasks = List.copyOf(logic);
        logic.clear();
        tasks.forEach(Runnable::run);
    }
}
