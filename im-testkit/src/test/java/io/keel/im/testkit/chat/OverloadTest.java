package io.keel.im.testkit.chat;

import static io.keel.im.protocol.v1.ErrorCode.UNAVAILABLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.keel.im.embedded.EmbeddedIm;
import io.keel.im.gateway.GatewayLimits;
import io.keel.im.memory.MemorySessions;
import io.keel.im.protocol.v1.ClientFrame;
import io.keel.im.protocol.v1.Ping;
import io.keel.im.protocol.v1.Send;
import io.keel.im.protocol.v1.ServerFrame;
import io.keel.im.protocol.v1.Target;
import io.keel.im.rate.RateLimit;
import io.keel.im.spi.SessionRegistry;
import io.keel.im.testkit.client.FrameObserver;
import io.keel.im.testkit.client.ScriptedClient;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A gateway that is asked for more than it gives. */
class OverloadTest extends ChatTest {

    private static final RateLimit UNLIMITED = new RateLimit(1_000_000, 1_000_000);

    private final List<Runnable> logic = new ArrayList<>();
    private final CompletableFuture<Void> registry = new CompletableFuture<>();
    private volatile GatewayLimits limits = GatewayLimits.defaults();
    private boolean held;

    @Override
    EmbeddedIm.Builder settings(EmbeddedIm.Builder im) {
        return im.limits(() -> limits)
                .sessions(slow(new MemorySessions(InstantSource.system())))
                .executor(task -> {
                    if (held) {
                        logic.add(task);
                    } else {
                        task.run();
                    }
                });
    }

    /** A registry in which users come online when the registry is back. */
    private SessionRegistry slow(SessionRegistry sessions) {
        return (SessionRegistry) Proxy.newProxyInstance(
                SessionRegistry.class.getClassLoader(),
                new Class<?>[] {SessionRegistry.class},
                (proxy, method, args) -> {
                    try {
                        Object answer = method.invoke(sessions, args);
                        return method.getName().equals("online") && held
                                ? registry.thenCompose(back -> (CompletionStage<?>) answer)
                                : answer;
                    } catch (InvocationTargetException failure) {
                        throw failure.getCause();
                    }
                });
    }

    @Test
    void floodIsReadOnlyAsFastAsItMayBeRefused() {
        limits = GatewayLimits.builder()
                .requests(new RateLimit(0.001, 1))
                .refusals(new RateLimit(100, 10))
                .build();
        AtomicInteger refused = new AtomicInteger();
        ScriptedClient alice = chat().open()
                .user("alice")
                .observer(new FrameObserver() {
                    @Override
                    public void received(ServerFrame frame) {
                        refused.addAndGet(frame.hasError() ? 1 : 0);
                    }
                })
                .connect();
        for (int i = 0; i < 101; i++) {
            alice.submit(ClientFrame.newBuilder().setPing(Ping.getDefaultInstance()));
        }
        chat().lane().runAll();
        assertThat(refused).hasValue(10);

        chat().advance(Duration.ofMillis(100));
        assertThat(refused.get()).as("after a tenth of a second").isBetween(18, 24);
        chat().advance(Duration.ofSeconds(2));
        assertThat(refused).as("all of them").hasValue(100);
        alice.close();
    }

    @Test
    void requestsOfAllConnectionsAreBounded() {
        limits = GatewayLimits.builder().sends(UNLIMITED).inFlightInAll(3).build();
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        held = true;
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(alice.submit(send("m" + i)));
        }
        chat().lane().runAll();

        assertThat(refusal(() -> bob.send("alice", "no room"))).isEqualTo(UNAVAILABLE);
        assertThat(refusal(() -> bob.groupInfo("any"))).isEqualTo(UNAVAILABLE);
        assertThat(refusal(bob::ping)).isNull();

        held = false;
        logic.forEach(Runnable::run);
        waiting.forEach(id -> assertThat(alice.reply(id).hasSent()).isTrue());
        assertThat(bob.send("alice", "room again").getSeq()).isEqualTo(4);
    }

    @Test
    void whatAClosedConnectionWaitedForMakesRoom() {
        limits = GatewayLimits.builder().sends(UNLIMITED).inFlightInAll(3).build();
        ScriptedClient alice = alice();
        ScriptedClient bob = bob();
        held = true;
        for (int i = 0; i < 3; i++) {
            alice.submit(send("m" + i));
        }
        chat().lane().runAll();
        alice.close();
        chat().lane().runAll();
        held = false;
        logic.forEach(Runnable::run);

        for (int i = 0; i < 10; i++) {
            bob.send("alice", "x");
        }
    }

    @Test
    void herdIsGreetedAFewAtATime() {
        limits = GatewayLimits.builder().greetings(2).build();
        held = true;
        ScriptedClient first = chat().open().user("first").open();
        ScriptedClient second = chat().open().user("second").open();
        chat().lane().runAll();
        assertThat(chat().im().gateway().crowded()).isTrue();
        ScriptedClient third = chat().open().user("third").open();

        assertThat(third.expectClosed().code()).isEqualTo(1001);
        registry.complete(null);
        assertThat(first.welcome().getUser()).isEqualTo("first");
        second.close();
        chat().lane().runAll();
        assertThat(chat().im().gateway().crowded()).isFalse();
        held = false;
        assertThat(client("third").welcome().getUser()).isEqualTo("third");
    }

    @Test
    void clientThatGivesUpAmidItsGreetingMakesRoom() {
        limits = GatewayLimits.builder().greetings(1).build();
        held = true;
        ScriptedClient first = chat().open().user("first").open();
        chat().lane().runAll();
        first.close();
        chat().lane().runAll();

        assertThat(chat().im().gateway().crowded()).isFalse();
        registry.complete(null);
    }

    private static ClientFrame.Builder send(String name) {
        return ClientFrame.newBuilder()
                .setSend(Send.newBuilder()
                        .setTo(Target.newBuilder().setUser("bob"))
                        .setClientMsgId(name)
                        .setText(name));
    }
}
