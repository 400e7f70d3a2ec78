package io.keel.im.testkit.chat;

import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.DeviceId;
import io.keel.im.UserId;
import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.group.GroupId;
import io.keel.im.memory.MemorySessions;
import io.keel.im.presence.GatewayId;
import io.keel.im.presence.Session;
import io.keel.im.protocol.v1.Diffusion;
import io.keel.im.spi.Lane;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.ManualClock;
import io.keel.im.testkit.client.Closed;
import io.keel.im.testkit.client.ScriptedClient;
import io.keel.im.testkit.fault.Fault;
import io.keel.im.testkit.fault.FaultPlan;
import io.keel.im.testkit.fault.Faults;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A gateway whose session registry forgets, fails or is slow. */
class SessionLeaseTest extends ChatTest {
    /** The default lease is 10 s; lanes look at the clock twice a second. */
    private static final Duration RENEWAL = Duration.ofMillis(3_900);

    private static final GatewayId ELSEWHERE = new GatewayId("elsewhere");

    private final MemorySessions sessions = new MemorySessions(ManualClock.standing());
    private final AtomicInteger announcements = new AtomicInteger();
    private FaultPlan plan = FaultPlan.none();

    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        Faults faults = Faults.by(method -> {
                    announcements.addAndGet(method.equals("announce") ? 1 : 0);
                    return plan.next(method);
                })
                .delayedOn(new Lane() {
                    @Override
                    public void execute(Runnable task) {
                        chat().lane().execute(task);
                    }

                    @Override
                    public Runnable schedule(Runnable task, Duration delay) {
                        return chat().lane().schedule(task, delay);
                    }
                });
        return im.sessions(faults.around(SessionRegistry.class, sessions));
    }

    @Test
    void whatTheRegistryForgetsIsAnnouncedWithinARenewal() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        alice.createGroup(group("hall", Diffusion.READ, "bob"));
        bob.expectMessage();
        chat().advance(RENEWAL);

        sessions.forget();
        alice.send("bob", "nobody knows you");
        bob.expectNothing();
        chat().advance(RENEWAL);

        alice.send("bob", "found again");
        assertThat(bob.expectMessage().getText()).isEqualTo("found again");
        alice.send(alice.draft("g:hall", "you too"));
        assertThat(bob.expectMessage().getText()).isEqualTo("you too");
        assertThat(alice.presence("bob").getItems(0).getDevicesList()).containsExactly("phone");
    }

    @Test
    void lapsedLeaseIsRenewedAndAnnounced() {
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        sessions.lapse(chat().im().gateway().id());

        chat().advance(RENEWAL);

        alice.send("bob", "hello");
        assertThat(bob.expectMessage().getText()).isEqualTo("hello");
    }

    @Test
    void thousandsAreAnnouncedInBatches() {
        List<ScriptedClient> clients = IntStream.range(0, 1_200)
                .mapToObj(i -> chat().client("user-" + i))
                .toList();
        chat().advance(RENEWAL);
        announcements.set(0);
        sessions.forget();

        chat().advance(RENEWAL);

        assertThat(announcements).hasValue(3);
        List<UserId> users = IntStream.range(0, clients.size())
                .mapToObj(i -> new UserId("user-" + i))
                .toList();
        assertThat(sessions.locate(users)
                        .toCompletableFuture()
                        .join()
                        .at(chat().im().gateway().id()))
                .hasSize(1_200);
        chat().advance(Duration.ofMinutes(5));
        assertThat(announcements).as("while nothing is forgotten").hasValue(3);
    }

    @Test
    void announcementThatFailsIsMadeAgain() {
        alice();
        bob();
        chat().advance(RENEWAL);
        sessions.forget();
        plan = FaultPlan.script(Fault.fail(), Fault.failAfterwards(), Fault.drop())
                .on("announce");

        chat().advance(Duration.ofSeconds(20));

        assertThat(found("alice")).hasSize(1);
        assertThat(found("bob")).hasSize(1);
    }

    @Test
    void renewalThatFailsOrIsLostIsMadeAgain() {
        alice();
        plan = FaultPlan.script(Fault.fail(), Fault.drop()).on("renew");
        chat().advance(RENEWAL);
        sessions.lapse(chat().im().gateway().id());

        chat().advance(Duration.ofSeconds(15));

        assertThat(found("alice")).hasSize(1);
    }

    @Test
    void connectionThatEndsWhileItIsAnnouncedIsNotLeftBehind() {
        ScriptedClient alice = alice();
        bob();
        chat().advance(RENEWAL);
        sessions.forget();
        plan = FaultPlan.script(Fault.delay(Duration.ofSeconds(2))).on("announce");
        chat().advance(RENEWAL);

        alice.close();
        chat().advance(Duration.ofSeconds(3));

        assertThat(found("bob")).hasSize(1);
        assertThat(found("alice")).isEmpty();
    }

    @Test
    void announcedConnectionThatIsOlderIsKicked() {
        ScriptedClient alice = alice();
        chat().advance(RENEWAL);
        sessions.forget();
        Session newer = new Session(new UserId("alice"), new DeviceId("web"), ELSEWHERE, Long.MAX_VALUE);
        sessions.online(newer);

        chat().advance(RENEWAL);

        assertThat(alice.expectClosed().code()).isEqualTo(4003);
        assertThat(found("alice")).containsExactly(newer);
    }

    @Test
    void connectionThatIsReplacedBeforeItsWelcomeIsClosed4003() {
        Session newer = new Session(new UserId("alice"), new DeviceId("web"), ELSEWHERE, Long.MAX_VALUE);
        sessions.online(newer);

        Closed closed = chat().open().user("alice").device("web").open().expectClosed();

        assertThat(closed.code()).isEqualTo(4003);
        assertThat(found("alice")).containsExactly(newer);
    }

    @Test
    void endThatCouldNotBeToldIsToldAtTheNextRenewal() {
        ScriptedClient alice = alice();
        bob();
        plan = FaultPlan.script(Fault.fail()).on("offline");
        alice.close();
        chat().lane().runAll();
        assertThat(found("alice")).hasSize(1);

        chat().advance(RENEWAL);

        assertThat(found("alice")).isEmpty();
    }

    @Test
    void roomThatCouldNotBeToldIsToldAtTheNextRenewal() {
        ScriptedClient alice = alice();
        plan = FaultPlan.script(Fault.fail(), Fault.fail()).on("holds");
        alice.createGroup(group("hall", Diffusion.READ));
        alice.expectMessage();
        assertThat(holders("hall")).isEmpty();

        chat().advance(RENEWAL);
        chat().advance(RENEWAL);

        assertThat(holders("hall")).containsExactly(chat().im().gateway().id());
    }

    @Test
    void changesOfARoomDoNotOvertakeEachOther() {
        ScriptedClient alice = alice();
        bob();
        // Logic tells first, and is heard; what the gateway tells after it is late.
        plan = FaultPlan.script(Fault.pass(), Fault.delay(Duration.ofSeconds(2)))
                .on("holds");
        alice.createGroup(group("hall", Diffusion.READ));
        alice.expectMessage();
        alice.close();
        chat().lane().runAll();
        assertThat(holders("hall")).as("what logic has told").isNotEmpty();

        chat().advance(Duration.ofSeconds(3));

        assertThat(holders("hall")).isEmpty();
    }

    private List<Session> found(String user) {
        UserId id = new UserId(user);
        return sessions.sessionsOf(List.of(id)).toCompletableFuture().join().getOrDefault(id, List.of());
    }

    private Iterable<GatewayId> holders(String group) {
        return sessions.gatewaysOf(new GroupId(group)).toCompletableFuture().join();
    }
}
