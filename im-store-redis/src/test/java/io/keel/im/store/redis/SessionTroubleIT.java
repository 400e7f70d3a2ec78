package io.keel.im.store.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keel.im.UserId;
import io.keel.im.presence.Session;
import io.keel.im.protocol.v1.CreateGroup;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.engine.RedisEngine;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two gateways over a Redis that is flushed, killed, frozen and set back. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SessionTroubleIT {

    private RedisEngine engine;
    private Redis redis;
    private TwoGateways chat;
    private ScriptedClient web;
    private ScriptedClient phone;
    private ScriptedClient bob;

    @BeforeAll
    void launch() {
        engine = RedisEngine.launch();
    }

    @AfterAll
    void end() {
        engine.close();
    }

    @BeforeEach
    void connect() {
        redis = new Redis(engine);
        chat = new TwoGateways(redis);
        web = chat.east().client("alice", "web");
        phone = chat.west().client("alice", "phone");
        bob = chat.west().client("bob", "web");
        bob.createGroup(CreateGroup.newBuilder()
                .setGroup("hall")
                .setName("Hall")
                .setDiffusion(Diffusion.READ)
                .addMembers("alice"));
        chat.until(both(), () -> chat.holders("hall").size() == 2);
        assertFound();
    }

    @AfterEach
    void close() {
        chat.close();
        redis.close();
    }

    @Test
    void bothDevicesOfAUserHearWhereverTheyAre() {
        assertPushed("hello");

        ScriptedClient again = chat.east().client("alice", "phone");

        assertThat(phone.expectClosed().code()).isEqualTo(4003);
        bob.send("alice", "moved");
        assertThat(again.expectMessage().getText()).isEqualTo("moved");
        assertThat(chat.found("alice"))
                .extracting(Session::gateway)
                .containsOnly(chat.east().id());
    }

    @Test
    void flushedRedisKnowsAllAgainWithinARenewal() {
        redis.hand().flushAll();
        assertThat(chat.found("alice")).isEmpty();

        chat.untilFound(2, "alice");
        chat.until(both(), () -> chat.holders("hall").size() == 2);

        assertFound();
        assertPushed("after the flush");
    }

    @Test
    void killedRedisKnowsAllAgainWhenItIsBack() {
        engine.kill();
        Answers.assertUnavailable(chat.registry().locate(List.of(new UserId("alice"))));
        bob.send("alice", "stored all the same");
        engine.restart();

        chat.untilFound(2, "alice");
        chat.until(both(), () -> chat.holders("hall").size() == 2);

        assertFound();
        assertPushed("after the restart");
        assertThat(web.catchUp()).isPositive();
    }

    @Test
    void endOfAConnectionIsToldToARedisThatWasAway() {
        engine.pause();
        phone.close();
        chat.until(both(), () -> chat.west().gateway().connections() == 1);
        engine.resume();

        chat.untilFound(1, "alice");

        assertThat(chat.found("alice")).extracting(Session::device).containsExactly(TwoGateways.device("web"));
        assertThat(chat.presence("alice").devices()).containsExactly(TwoGateways.device("web"));
    }

    @Test
    void deadGatewayIsNotFoundOnceItsLeaseIsOver() {
        // Only one of them lives on.
        chat.until(List.of(chat.west()), () -> chat.found("alice").size() == 1);

        assertThat(chat.found("alice"))
                .extracting(Session::gateway)
                .containsExactly(chat.west().id());
        assertThat(chat.holders("hall")).containsExactly(chat.west().id());
        assertThat(chat.presence("alice").devices()).containsExactly(TwoGateways.device("phone"));
        phone.close();
        chat.until(List.of(chat.west()), () -> !chat.presence("alice").online());
        assertThat(chat.presence("alice").lastSeen()).isPositive();
        ScriptedClient moved = chat.west().client("alice", "web");
        bob.send("alice", "here now");
        assertThat(moved.expectMessage().getText()).isEqualTo("here now");
    }

    @Test
    void gatewayThatSleptPastItsLeaseIsFoundAgain() {
        ScriptedClient carol = chat.east().client("carol", "web");
        chat.until(List.of(chat.west()), () -> chat.found("alice").size() == 1);
        // Meanwhile its device has come back elsewhere, and is the newer one.
        ScriptedClient newer = chat.west().client("alice", "web");

        chat.until(both(), () -> chat.found("carol").size() == 1);

        assertThat(web.expectClosed().code()).isEqualTo(4003);
        bob.send("alice", "once");
        assertThat(newer.expectMessage().getText()).isEqualTo("once");
        bob.send("carol", "still here");
        assertThat(carol.expectMessage().getText()).isEqualTo("still here");
        assertThat(chat.found("alice"))
                .extracting(Session::gateway)
                .containsOnly(chat.west().id());
    }

    @Test
    void frozenRedisFailsInTimeAndHeals() {
        engine.pause();
        long frozen = System.nanoTime();
        Answers.assertUnavailable(chat.registry().locate(List.of(new UserId("alice"))));
        assertThatThrownBy(() -> chat.east().client("dave", "web")).isInstanceOf(Throwable.class);
        assertThat(Duration.ofNanos(System.nanoTime() - frozen)).isLessThan(Duration.ofSeconds(8));
        engine.resume();

        chat.untilFound(2, "alice");

        assertPushed("after the freeze");
    }

    @Test
    void oldDumpIsNotTakenForTheTruth() {
        redis.save();
        ScriptedClient carol = chat.east().client("carol", "web");
        phone.close();
        chat.until(both(), () -> chat.found("alice").size() == 1);

        engine.kill();
        engine.restart();

        chat.until(both(), () -> chat.found("carol").size() == 1);
        bob.send("carol", "you, too");
        assertThat(carol.expectMessage().getText()).isEqualTo("you, too");
    }

    private List<TwoGateways.Place> both() {
        return List.of(chat.east(), chat.west());
    }

    private void assertFound() {
        assertThat(chat.found("alice"))
                .extracting(Session::gateway)
                .containsExactlyInAnyOrder(chat.east().id(), chat.west().id());
        assertThat(chat.presence("alice").devices())
                .containsExactly(TwoGateways.device("phone"), TwoGateways.device("web"));
        assertThat(chat.found("bob")).hasSize(1);
    }

    private void assertPushed(String text) {
        settle(web);
        settle(phone);
        bob.send("alice", text);
        assertThat(web.expectMessage().getText()).isEqualTo(text);
        assertThat(phone.expectMessage().getText()).isEqualTo(text);
        bob.send(bob.draft("g:hall", text + ", all"));
        assertThat(web.expectMessage().getText()).isEqualTo(text + ", all");
        assertThat(phone.expectMessage().getText()).isEqualTo(text + ", all");
    }

    /** Takes what came before. */
    private static void settle(ScriptedClient client) {
        client.ping();
        client.drainPushes();
    }
}
